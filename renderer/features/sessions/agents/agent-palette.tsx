import { Bot } from 'lucide-react'
import type { PaletteItem } from '../../../app/feature.ts'
import { useHalfMinute } from '../../../app/clock.ts'
import { useMethod } from '../../../app/method-query.ts'
import { navigate } from '../../../app/navigation.ts'
import { agentsPlace } from '../session-tabs.tsx'
import { agentPanel, agentPanelOpen } from './agents-state.ts'
import { endLeases } from './end-leases.ts'
import { isRunning } from './lease-words.ts'

const section = 'Agents'
const icon = <Bot aria-hidden="true" />

const open = (panel: 'start' | 'settings') => (): void => {
  agentPanel.set(panel)
  agentPanelOpen.set(true)
  navigate('sessions', agentsPlace)
}

/** Palette lines about agents. */
export function useAgentItems(): readonly PaletteItem[] {
  const now = useHalfMinute()
  const running = (useMethod('leases.list', {}).data?.leases ?? []).filter((lease) => isRunning(lease, now))
  return [
    {
      id: 'lease-start',
      section,
      label: 'Start a lease for an agent',
      also: 'agent run claude codex aider jail profile',
      icon,
      run: open('start'),
    },
    {
      id: 'agent-settings',
      section,
      label: 'Settings and a role for agents',
      also: 'mcp claude codex cursor gemini vscode deny',
      icon,
      run: open('settings'),
    },
    {
      id: 'leases',
      section,
      label: 'Leases of agents',
      detail: running.length === 0 ? 'none runs' : `${running.length} running`,
      icon,
      run: () => navigate('sessions', agentsPlace),
    },
    ...(running.length === 0
      ? []
      : [
          {
            id: 'leases-end',
            section,
            label: running.length === 1 ? 'End the lease that runs' : `End all ${running.length} leases`,
            also: 'revoke stop agent',
            dangerous: true,
            icon,
            run: () => void endLeases(running),
          },
        ]),
  ]
}
