import type { Settings } from '../../../shared/contract/models.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { profileGroups } from '../../credentials/profile-groups.ts'
import { chromiumBrowsers, firefox } from '../../host/links/browsers.ts'
import { chromiumDirectory } from '../../host/links/chromium-profile.ts'
import type { BrowserTarget } from '../../host/ports.ts'
import type { ConsoleTarget } from './console-target.ts'
import type { ConsoleContext } from './context.ts'

/** A browser that the settings name for a group. */
export interface ChosenBrowser {
  readonly target: BrowserTarget
  readonly program: string
  /** For the user: `container prod of Firefox`. */
  readonly where: string
}

/**
 * The browser for the console of a profile, by its group; undefined: the system's default.
 * Error: ConsoleUnavailable for a browser profile that does not exist.
 */
export async function browserOf(
  { ports, paths }: Pick<ConsoleContext, 'ports' | 'paths'>,
  settings: Pick<Settings, 'groups' | 'profileGroups' | 'statusReader'>,
  { name, profile, view }: ConsoleTarget,
): Promise<Result<ChosenBrowser | undefined>> {
  const groupOf = await profileGroups(view, settings, { paths })
  const group = (groupOf(name) ?? groupOf(profile.name))?.group
  const found = settings.groups.find((one) => one.name === group)
  const choice = found?.browser
  if (found === undefined || choice === undefined) return ok(undefined)
  if (choice.kind === 'firefox-container') {
    const target: BrowserTarget = { ...choice, colour: found.colour }
    return ok({ target, program: firefox.label, where: `container ${choice.container} of ${firefox.label}` })
  }
  const directory = await chromiumDirectory(choice.browser, choice.profile, ports)
  if (!directory.ok) return directory
  const { label } = chromiumBrowsers[choice.browser]
  return ok({
    target: { kind: 'chromium', browser: choice.browser, directory: directory.value },
    program: label,
    where: `profile ${choice.profile} of ${label}`,
  })
}
