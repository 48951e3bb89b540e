import type { HostLink } from '../../../shared/contract/host-link.ts'
import { createFakeHostLink, presentFiles } from '../fake-host-link.ts'
import { fakeSettings, fewProfiles, manyProfiles } from '../fake-data.ts'
import { noSessions } from '../fake-sessions.ts'
import { codePrompt, deviceSignIn, fewSessions } from '../sessions/fake-session-data.ts'
import { fewStacks, manyStacks } from '../stacks/fake-stacks.ts'
import { noStacks, withStacks } from '../stacks/fake-stacks-host.ts'

/** Puts a core in memory behind the page: `?profiles=500&stacks=1000&theme=dark&state=empty&active=staging-admin&sessions=waiting`. */
const wanted = new URLSearchParams(window.location.search)
const now = Date.now()
const count = Number(wanted.get('profiles') ?? 0)
const state = wanted.get('state')
const stacks = Number(wanted.get('stacks') ?? 0)
const theme = wanted.get('theme')
const active = wanted.get('active')

const profiles = state === 'empty' ? [] : count > 0 ? manyProfiles(count, now) : fewProfiles(now)
const files = presentFiles(now).map((file) =>
  state === 'empty'
    ? { ...file, state: 'missing' as const }
    : state === 'unreadable' && file.kind === 'credentials'
      ? {
          ...file,
          state: 'unreadable' as const,
          mode: '0600',
          error: {
            code: 'FileUnreadable' as const,
            message: 'The file cannot be opened.',
            reason:
              "The file is there, but your user can't open it. It belongs to root, probably because a command was run with sudo.",
            remedy: 'Take the file back, then try again.',
            details: { Owner: 'root:root' },
          },
        }
      : file,
)
const sessions = wanted.get('sessions')
const core = createFakeHostLink(
  {
    profiles,
    ...(sessions === null
      ? {}
      : {
          sessions: {
            ...noSessions(),
            sessions: fewSessions(now),
            signIns: sessions === 'waiting' ? [deviceSignIn(now)] : [],
          },
          prompts: sessions === 'waiting' ? [codePrompt(now)] : [],
        }),
    files,
    settings: {
      ...fakeSettings,
      theme: theme === 'dark' ? 'dark' : 'light',
      density: wanted.get('density') === 'compact' ? 'compact' : 'normal',
    },
    ...(active === null ? {} : { active: { profile: active, known: true } }),
    problems:
      state === 'broken'
        ? [
            {
              code: 'SyntaxError',
              severity: 'error' as const,
              message: 'Line 27 of config has no closing bracket.',
              reason: 'Profiles above it are shown. Fix the line and it is read again.',
              file: 'config' as const,
              line: 27,
              readers: [],
              fix: {
                label: 'Comment the line out',
                operation: {
                  type: 'fix' as const,
                  file: 'config' as const,
                  fix: { kind: 'commentOut' as const, line: 27 },
                },
              },
            },
          ]
        : [],
    lastChange: {
      id: 'h0',
      at: new Date(now - 2 * 3_600_000).toISOString(),
      summary: 'Renamed ci-deploy',
      files: [],
      undone: false,
      canUndo: true,
    },
  },
  now,
)
const link = withStacks(core, {
  list: state === 'empty' ? noStacks : stacks > 0 ? manyStacks(stacks) : fewStacks(),
})
;(window as { stackpass?: HostLink }).stackpass = link
;(window as { fake?: typeof link }).fake = link
