// What the form says that asks which columns of a file are read.

export const messages = {
  preview: 'The first rows of the file',
  leftOut: 'left out',
  read: 'used',
  columns: 'Columns to use',
  noColumn: 'None',
};
