import type { ProblemBundle } from '@askusnow/sdk/contract';

/** What goes with a reported problem. */
const BUNDLE = JSON.stringify({
  page: null,
  browser: 'other',
  viewport: 'phone',
  diagnostics: {
    madeAt: '2026-11-01T00:00:00.000Z',
    role: 'liaison',
    library: null,
  },
} satisfies ProblemBundle);

/** A row of one library, with its name in it, in every table that has rows of libraries, queues or accounts; by its `number`. */
export const rowsOfLibrary = (library: string, first: number): Record<string, string> => {
  const queue = `${library}-desk`;
  const at = `'2026-11-01'`;
  const end = `'2027-11-01'`;
  const name = `'${library}'`;
  const hash = `decode(repeat('${first}', 32), 'hex')`;
  const number = 'overriding system value values';
  return {
    library: `(id, name, zone, live) values ('${library}', '${library}', 'America/New_York', true)`,
    queue: `(id, name, tier, zone) values ('${queue}', '${queue}', 'local', 'America/New_York')`,
    library_queue: `(library_id, tier, queue_id) values ('${library}', 'local', '${queue}')`,
    library_origin: `(id, library_id, origin) ${number} (${first}, '${library}', 'https://pages.${library}.example')`,
    key_page: `(id, library_id, name) ${number} (${first}, '${library}', 'Home')`,
    branch: `(library_id, id, name) values ('${library}', 'main', ${name})`,
    account: `(id, label, role) ${number} (${first}, '${library}', 'liaison')`,
    account_library: `(account_id, library_id) values (${first}, '${library}')`,
    account_queue: `(account_id, queue_id) values (${first}, '${queue}')`,
    invitation: `(token_hash, account_id, expires_at) values (${hash}, ${first}, ${end})`,
    session: `(id, token_hash, account_id, expires_at, opened_at, used_at) ${number}
      (${first}, ${hash}, ${first}, ${end}, ${at}, ${at})`,
    email_change: `(id, account_id, kind, email, created_at, expires_at)
      values (md5('${library}')::uuid, ${first}, 'undo', 'former@${library}.example', ${at}, ${end})`,
    api_token: `(id, token_hash, account_id, name, scopes, libraries, expires_at) ${number}
      (${first}, ${hash}, ${first}, ${name}, '{}', '{}', ${end})`,
    quota_use: `(id, account_id, quota, at) ${number} (${first}, ${first}, 'reveals', ${at})`,
    placement: `(id, library_id, origin_id, pattern, name, form, widget, first_seen_at, last_seen_at, established) ${number}
      (${first}, '${library}', ${first}, '/${library}', 'main', 'tag', '1.0.0', ${at}, ${at}, true)`,
    placement_day: `(library_id, placement_id, date, state, tier, class)
      values ('${library}', ${first}, ${at}, 'available', 'local', 'counted')`,
    branch_day: `(library_id, branch, placement_id, date, state, tier, class)
      values ('${library}', 'main', ${first}, ${at}, 'available', 'local', 'counted')`,
    placement_diagnosis_day: `(placement_id, date, class, value, count) values (${first}, ${at}, 'counted', 'main', 1)`,
    library_hour: `(library_id, date, hour, state, tier, class)
      values ('${library}', ${at}, 9, 'available', 'local', 'counted')`,
    refusal_day: `(library_id, date, reason) values ('${library}', ${at}, 'origin')`,
    rule_statement: `(library_id, rule, verdict, date, by) values ('${library}', 'home', 'met', ${at}, ${name})`,
    page_check: `(library_id, origin, path, claimed_at) values ('${library}', 'https://pages.${library}.example', '/${library}', ${at})`,
    score_day: `(library_id, date, passed, of, unknown) values ('${library}', ${at}, 1, 2, 0)`,
    rule_result: `(library_id, rule, is_met, since) values ('${library}', 'home', true, ${at})`,
    library_note: `(id, library_id, date, text, by) ${number} (${first}, '${library}', ${at}, ${name}, ${name})`,
    hand_over: `(id, library_id, origin_id, page, pattern, placement, variant, views_before, from_date, token_hash, created_at,
      by, expires_at) ${number} (${first}, '${library}', ${first}, 'https://pages.${library}.example/', '/${library}', 'main', 'card', 0, ${at}, ${hash}, ${at}, ${name}, ${end})`,
    hand_over_note: `(id, hand_over_id, at, "from", text) ${number} (${first}, ${first}, ${at}, 'library', ${name})`,
    campaign: `(id, library_id, placement, name, from_date, to_date, by, created_at) ${number}
      (${first}, '${library}', 'c-poster', ${name}, ${at}, ${at}, ${name}, ${at})`,
    sample_plan: `(id, library_id, plan, revision) ${number} (${first}, '${library}', null, 1)`,
    question_day: `(library_id, date, revision, state, questions, pages, source, by, at)
      values ('${library}', ${at}, 1, 'counted', 3, '[]', 'typed', ${name}, ${at})`,
    survey_month: `(library_id, month, revision, chats, questions, source, by, at)
      values ('${library}', '2026-10', 1, 3, '[]', 'libanswers', ${name}, ${at})`,
    policy_revision: `(library_id, topic, revision, text, reviewed_by, at, by)
      values ('${library}', 'library-cards', 1, ${name}, ${name}, ${at}, ${name})`,
    provider_alert: `(id, library_id, text, ends_at, revision, changed_at, by) ${number}
      (${first}, '${library}', ${name}, ${end}, 1, ${at}, ${name})`,
    proposed_address: `(id, library_id, origin, state, account_id, by, at) ${number}
      (${first}, '${library}', 'https://blog.${library}.example', 'waiting', ${first}, ${name}, ${at})`,
    policy_report: `(id, library_id, topic, note, at, by, answer, answered_at, answered_by) ${number}
      (${first}, '${library}', 'library-cards', ${name}, ${at}, ${name}, 'right', ${at}, ${name})`,
    script: `(id, library_id, name, text, revision, changed_at, by) ${number}
      (${first}, '${library}', ${name}, ${name}, 1, ${at}, ${name})`,
    contact: `(id, library_id, name, verified_at, revision, changed_at, by) ${number}
      (${first}, '${library}', ${name}, ${at}, 1, ${at}, ${name})`,
    contact_check: `(id, contact_id, token_hash, state, next_at, created_at, expires_at)
      values (md5('${library}')::uuid, ${first}, ${hash}, 'waiting', ${at}, ${at}, ${end})`,
    sealed_field: `(library_id, field, label, key_id, sealed, revision, changed_at, by)
      values ('${library}', 'pin', ${name}, repeat('0', 16), ${hash}, 1, ${at}, ${name})`,
    availability_interval: `(id, library_id, started_at, state, evidence) ${number}
      (${first}, '${library}', ${at}, 'closed', 'none')`,
    library_message: `(library_id, text, ends_at) values ('${library}', ${name}, ${end})`,
    queue_presence: `(queue_id) values ('${queue}')`,
    presence_interval: `(queue_id, started_at, ended_at, state) values ('${queue}', ${at}, '2026-11-02', 'available')`,
    desk: `(id, queue_id, name) ${number} (${first}, '${queue}', ${name})`,
    coverage_correction: `(id, queue_id, starts_at, ends_at, kind, by, at, why) ${number}
      (${first}, '${queue}', ${at}, '2026-11-02', 'covered', ${name}, ${at}, ${name})`,
    shift_feed: `(queue_id, url) values ('${queue}', 'https://pages.${library}.example/shifts')`,
    calendar_token: `(token_hash, queue_id, by, created_at) values (${hash}, '${queue}', ${name}, ${at})`,
    schedule_expansion: `(queue_id, hours_revision, shifts_revision, tz, through_at, expanded_at)
      values ('${queue}', 0, 0, '2026a', ${at}, ${at})`,
    schedule_range: `(id, queue_id, kind, starts_at, ends_at, source) ${number}
      (${first}, '${queue}', 'hours', ${at}, '2026-11-02', 'rules')`,
    cover_offer: `(id, queue_id, library_id, service, starts_at, ends_at, reason, offered_at, by) ${number}
      (${first}, '${queue}', '${library}', 'statewide', ${at}, '2026-11-02', 'other', ${at}, ${name})`,
    shift_request: `(id, queue_id, library_id, wanted, from_date, by, at) ${number}
      (${first}, '${queue}', '${library}',
        '{"day":"mo","start":"10:00","end":"12:00","service":"statewide","people":1,"endsAtClosing":false}', ${at}, ${name}, ${at})`,
    made_up_hour: `(id, queue_id, library_id, service, starts_at, ends_at, for_starts_at, picked_at, by) ${number}
      (${first}, '${queue}', '${library}', 'statewide', ${at}, '2026-11-02', ${at}, ${at}, ${name})`,
    library_closing: `(id, library_id, starts_at, ends_at, announced_at, by) ${number}
      (${first}, '${library}', ${at}, '2026-11-02', ${at}, ${name})`,
    desk_press: `(id, queue_id, library_id, started_at, ended_at, ended_by, via, by) ${number}
      (${first}, '${queue}', '${library}', ${at}, '2026-11-02', 'press', 'press', ${name})`,
    duty_correction: `(id, queue_id, library_id, service, starts_at, ends_at, side, said, by, at, why) ${number}
      (${first}, '${queue}', '${library}', 'statewide', ${at}, '2026-11-02', 'library', 'absent', ${name}, ${at}, ${name})`,
    desk_month: `(queue_id, zone, month, from_at, to_at) values ('${queue}', ${name}, '2026-11', ${at}, '2026-11-02')`,
    assistance_request: `(id, library_id, queue_id, reason, state, gap_starts_at, owner, deadline_at, opened_at) ${number}
      (${first}, '${library}', '${queue}', 'by-hand', 'open', ${at}, 'local', ${end}, ${at})`,
    assistance_step: `(id, request_id, at, step, owner) ${number} (${first}, ${first}, ${at}, 'opened', 'local')`,
    notice_recipient: `(id, tier, library_id, channel, kinds, created_at, by) ${number}
      (${first}, 'local', '${library}', 'atom', '{}', ${at}, ${name})`,
    notice: `(id, key, kind, tier, library_id, subject, text, data, at)
      values (md5('${library}')::uuid, '${library}', 'x', 'local', '${library}', ${name}, ${name}, '{}', ${at})`,
    notice_delivery: `(notice_id, recipient_id, state, next_at) values (md5('${library}')::uuid, ${first}, 'waiting', ${at})`,
    offer_link: `(token_hash, account_id, library_id, offer_id, expires_at)
      values (${hash}, ${first}, '${library}', ${first}, ${end})`,
    month_comment: `(library_id, month, text, revision, by, at) values ('${library}', '2026-11', ${name}, 1, ${name}, ${at})`,
    report_share: `(id, library_id, token_hash, created_at, by, expires_at) ${number}
      (${first}, '${library}', ${hash}, ${at}, ${name}, ${end})`,
    training_session: `(id, library_id, date, topic, headcount, by, added_at) ${number}
      (${first}, '${library}', ${at}, 'policies', 6, ${name}, ${at})`,
    served_lately: `(id, library_id, date, says, by, added_at) ${number}
      (${first}, '${library}', ${at}, 'two-weeks', ${name}, ${at})`,
    site_visit: `(id, library_id, date) ${number} (${first}, '${library}', ${at})`,
    proposal: `(id, title, detail, library_id, account_id, at) ${number}
      (${first}, ${name}, '', '${library}', ${first}, ${at})`,
    problem_report: `(id, account_id, library_id, kind, text, bundle, by, at, answer, answered_by, answered_at) ${number}
      (${first}, ${first}, '${library}', 'button', ${name}, '${BUNDLE}', ${name}, ${at}, ${name}, ${name}, ${at})`,
    closing: `(id, account_id, made_at, ends_at, desks, messages) ${number} (${first}, ${first}, ${at}, ${end}, '{"${queue}": {}}', '{}')`,
    acknowledgement: `(announcement_id, account_id, at) values (1, ${first}, ${at})`,
    follow_up: `(id, library_id, reference, due_on, opened_at, opened_by) ${number}
      (${first}, '${library}', '${library}', ${at}, ${at}, ${first})`,
    follow_up_step: `(id, follow_up_id, at, account_id, step, library_id) ${number}
      (${first}, ${first}, ${at}, ${first}, 'opened', '${library}')`,
    audit_entry: `(id, account_id, subject, action, hash) ${number} (${first}, ${first}, 'library:${library}', 'x', ${hash})`,
  };
};
