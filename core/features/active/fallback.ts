import type { ShellState } from '../../../shared/domain/shells/state-format.ts'
import type { ActiveSettings } from '../../state/active-settings.ts'

/**
 * The safe profile to go back to, when a production profile has been active for as long as the settings allow;
 * undefined while it may stay. `now` in milliseconds since 1970. A state without a start time, or with one in the
 * future, counts as too old: a clock that was set back must not keep production active for longer.
 */
export function dueFallback(
  state: ShellState | undefined,
  fallback: ActiveSettings['fallback'],
  isProduction: (profile: string) => boolean,
  now: number,
): string | undefined {
  if (state?.profile === undefined || fallback === null || !isProduction(state.profile)) return undefined
  if (state.profile === fallback.profile || isProduction(fallback.profile)) return undefined
  const seconds = now / 1000 - (state.since ?? -Infinity)
  // The state counts whole seconds, so a moment ago may look like one second in the future.
  return seconds >= fallback.minutes * 60 || seconds < -1 ? fallback.profile : undefined
}
