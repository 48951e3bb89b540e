import type { ReactNode } from 'react'
import { RevealModeContext } from '../ui/reveal-mode.ts'
import { useSettings } from './core-queries.ts'

/** Makes the controls inside reveal secrets as the settings say. */
export function ChosenRevealMode({ children }: { readonly children: ReactNode }) {
  return <RevealModeContext value={useSettings()?.revealMode ?? 'hold'}>{children}</RevealModeContext>
}
