import type { Rectangle } from 'electron'
import type { Settings } from '../../shared/contract/models.ts'

export type StoredWindow = NonNullable<Settings['window']>

export const smallestWindow = { width: 720, height: 480 }
const usualWindow = { width: 1180, height: 760 }
/** At least this much of the window must be on a screen, or the user could not grab it. */
const visiblePixels = 80

/**
 * Where a window opens: where it was last, unless that is no longer on any screen (work areas in DIP). Without a position,
 * the system chooses one.
 */
export function windowBounds(
  stored: StoredWindow | null,
  workAreas: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  const width = Math.max(stored?.width ?? usualWindow.width, smallestWindow.width)
  const height = Math.max(stored?.height ?? usualWindow.height, smallestWindow.height)
  const { x, y } = stored ?? {}
  if (x === undefined || y === undefined) return { width, height }
  const reachable = workAreas.some(
    (area) =>
      x + width >= area.x + visiblePixels &&
      x <= area.x + area.width - visiblePixels &&
      // The title bar must be on the screen, not just a lower corner.
      y >= area.y - 1 &&
      y <= area.y + area.height - visiblePixels,
  )
  return reachable ? { width, height, x, y } : { width, height }
}
