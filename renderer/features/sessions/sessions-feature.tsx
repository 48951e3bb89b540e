import { Building2, KeyRound, LogIn } from 'lucide-react'
import { wantsSignIn } from '../../app/access-state.ts'
import { deviceName, sessionOfPrompt } from '../../app/code-prompts.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { usePrompts } from '../../app/core-queries.ts'
import type { Feature, PaletteItem } from '../../app/feature.ts'
import { navigate } from '../../app/navigation.ts'
import { useSessionList } from '../../app/session-queries.ts'
import { signIn } from '../../app/sign-in.ts'
import { late } from '../../ui/late-part.tsx'
import { plural } from '../../ui/plural.ts'
import './session-profile.css'
import { SessionProfileSection } from './session-profile-section.tsx'

const SessionsScreen = late(
  () => import('./sessions-screen.tsx'),
  (module) => module.SessionsScreen,
)

const section = 'Sessions'

function useSessionItems(): readonly PaletteItem[] {
  const sessions = useSessionList()?.sessions ?? []
  const prompts = usePrompts()
  const now = useHalfMinute()
  return [
    ...prompts.map((prompt) => ({
      id: `code:${prompt.promptId}`,
      section,
      matched: true,
      label: `Enter the code for ${prompt.profile}`,
      detail: `from ${deviceName(prompt.serial)}`,
      icon: <KeyRound aria-hidden="true" />,
      run: () => navigate('sessions', sessionOfPrompt(prompt)),
    })),
    {
      id: 'connect',
      section,
      label: 'Connect an organisation',
      detail: 'accounts and roles become profiles',
      icon: <Building2 aria-hidden="true" />,
      run: () => navigate('sessions', 'connect'),
    },
    ...sessions
      .filter(({ kind, unwritten }) => kind === 'identity-center' && unwritten !== true)
      .map((session) => ({
        id: `in-step:${session.id}`,
        section,
        label: `Keep ${session.name} in step with its organisation`,
        icon: <Building2 aria-hidden="true" />,
        run: () => navigate('sessions', `connect:${session.id}`),
      })),
    ...sessions
      .filter(({ kind, state }) => kind !== 'mfa' && wantsSignIn(state, now))
      .map((session) => ({
        id: `sign-in:${session.id}`,
        section,
        label: `Sign in to ${session.name}`,
        detail: `${plural(session.profiles.length, 'profile uses', 'profiles use')} it`,
        icon: <LogIn aria-hidden="true" />,
        run: () => void signIn({ session: session.id }),
      })),
  ]
}

export const feature: Feature = {
  id: 'sessions',
  nav: { label: 'Sessions', icon: LogIn, order: 3 },
  screen: SessionsScreen,
  usePaletteItems: useSessionItems,
  latePaletteItems: async () => (await import('./agents/agent-palette.tsx')).useAgentItems,
  profileSection: SessionProfileSection,
}
