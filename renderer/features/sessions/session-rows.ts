import type { Prompt, Session } from '../../../shared/contract/models.ts'
import { sessionOfPrompt } from '../../app/code-prompts.ts'

/** Shown at once under a session. */
export const firstProfiles = 4
/** "Show more" adds this many, so that a session with thousands of profiles stays fast. */
export const moreProfiles = 100

export type SessionRow =
  | { readonly type: 'session'; readonly session: Session; readonly open: boolean }
  | { readonly type: 'prompt'; readonly prompt: Prompt }
  | { readonly type: 'profile'; readonly session: Session; readonly profile: Session['profiles'][number] }
  | { readonly type: 'more'; readonly session: Session; readonly hidden: number; readonly shown: number }

/** The key of a row for the cursor. */
export function keyOfRow(row: SessionRow): string | undefined {
  if (row.type === 'session') return row.session.id
  return row.type === 'profile' ? `${row.session.id}\n${row.profile.name}` : undefined
}

/** The session that a row belongs to, by the key of the row. */
export const sessionIdOf = (key: string): string => key.split('\n')[0] ?? key

/** Sessions, each with the question for its code and, unfolded, its profiles. Questions without a session come first. */
export function rowsOf(
  sessions: readonly Session[],
  prompts: readonly Prompt[],
  isOpen: (session: Session) => boolean,
  shown: ReadonlyMap<string, number>,
): readonly SessionRow[] {
  const known = new Set(sessions.map(({ id }) => id))
  const rows: SessionRow[] = prompts
    .filter((prompt) => !known.has(sessionOfPrompt(prompt)))
    .map((prompt) => ({ type: 'prompt', prompt }))
  for (const session of sessions) {
    const open = isOpen(session)
    rows.push({ type: 'session', session, open })
    for (const prompt of prompts)
      if (sessionOfPrompt(prompt) === session.id) rows.push({ type: 'prompt', prompt })
    if (!open) continue
    const most = shown.get(session.id) ?? firstProfiles
    // If only one more is hidden, show it instead of the line that offers it.
    const count = session.profiles.length <= most + 1 ? session.profiles.length : most
    for (const profile of session.profiles.slice(0, count)) rows.push({ type: 'profile', session, profile })
    const hidden = session.profiles.length - count
    if (hidden > 0) rows.push({ type: 'more', session, hidden, shown: count })
  }
  return rows
}
