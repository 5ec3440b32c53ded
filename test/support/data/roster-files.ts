// Rosters in the forms of five systems, with invented names. Of these forms When2Work's columns alone are published.

/** Names of people: none may be in any request. */
export const ROSTER_PEOPLE = ['Avery Sample', 'Sample', 'Blake', 'Casey', 'Devon'];

/** US order, date and time in two columns, a title above the header. */
export const HUMANITY = `Schedule export
Employee,Position,Location,Start Day,Start Time,End Day,End Time
Avery Sample,Statewide chat,Harford,11/30/2026,9:00 AM,11/30/2026,11:00 AM
Blake Sample,Statewide chat,Harford,11/30/2026,10:00 AM,11/30/2026,11:00 AM
Casey Sample,Global chat,Cecil,12/01/2026,10:00 PM,12/02/2026,12:30 AM
,Statewide chat,,12/01/2026,9:00 AM,12/01/2026,10:00 AM
Total,,,,,,4
`;

/** Date and time in one column; semicolons and a mark, as a spreadsheet saves it. */
export const LIBSTAFFER = `\uFEFFSchedule;Name;Start;End
"Chat; statewide";Avery Sample;2026-11-30 09:00;2026-11-30 11:00
"Chat; statewide";Blake Sample;2026-11-30 10:00;2026-11-30 11:00
"Chat; global";Casey Sample;2026-12-01 22:00;2026-12-02 00:30
`;

/** First and last name apart; the day's order shows in no row. */
export const WHEN2WORK = `Position Name,First Name,Last Name,Date,Start Time,End Time
Statewide,Avery,Sample,12/1/2026,9a,11a
Global,Casey,Sample,12/1/26,10p,12:30a
`;

export const WHEN_I_WORK = `Date,Start Time,End Time,User,Position,Schedule
"Mon, Nov 30, 2026",9:00am,11:00am,Avery Sample,Statewide,Harford
"Tue, Dec 1, 2026",10:00pm,12:30am,Casey Sample,Global,Cecil
`;

/** Cells pasted from a sheet. */
export const GOOGLE_SHEET = `Library\tDay\tFrom\tTo
Harford\t30.11.2026\t9:00\t11:00
Cecil\t01.12.2026\t22:00\t0:30
`;
