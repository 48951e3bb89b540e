import type { ReactNode } from 'react'
import { RevealModeContext } from '../ui/reveal-mode.ts'
import { useSettings } from './core-queries.ts'

/** Lets the controls inside reveal secrets in the way that the settings say. */
export function ChosenRevealMode({ children }: { readonly children: ReactNode }) {
  return <RevealModeContext value={useSettings()?.revealMode ?? 'hold'}>{children}</RevealModeContext>
}
