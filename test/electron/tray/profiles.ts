import type { ProfileSummary, Settings } from '../../../shared/contract/models.ts'
import { defaultSettings } from '../../../shared/contract/settings.ts'
import type { TrayState } from '../../../electron/tray/tray-menu.ts'

export const now = new Date('2026-11-24T14:18:00Z')

export function profile(name: string, more: Partial<ProfileSummary> = {}): ProfileSummary {
  return {
    name,
    kind: 'keys',
    files: ['credentials'],
    hasSecret: true,
    hasToken: false,
    errors: 0,
    warnings: 0,
    favourite: false,
    production: false,
    ...more,
  }
}

export function trayState(
  profiles: readonly ProfileSummary[],
  more: { active?: TrayState['active']; settings?: Partial<Settings> } = {},
): TrayState {
  return {
    profiles,
    active: more.active ?? { known: true },
    settings: { ...defaultSettings, ...more.settings },
  }
}

/** ISO time so many minutes from `now`. */
export function inMinutes(minutes: number): string {
  return new Date(now.getTime() + minutes * 60_000).toISOString()
}
