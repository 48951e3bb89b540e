import { compareVersions } from './table.ts'

/** A setting of a profile that the SDK in older releases of pulumi-aws ignores. */
export interface SdkGap {
  readonly setting: 'sso_session' | 'login_session'
  /** The release does not know it. False: it may or may not. */
  readonly sure: boolean
  /** Which releases know it, in words. */
  readonly knownBy: string
}

interface Setting extends Pick<SdkGap, 'setting' | 'knownBy'> {
  /** From the first up to but not including the second. */
  readonly missing: readonly (readonly [string, string])[]
  readonly unsure: readonly (readonly [string, string])[]
}

/**
 * By its change log, aws-sdk-go-v2/config 1.18.0 (11 November 2022) brought sso_session, and 1.32.0 (19 November 2025)
 * login_session. The go.mod of pulumi-aws 5.25.0 has 1.15.15, and that of 5.30.0 has 1.18.12. 6.83.2 and 7.11.1 are of
 * 11 November 2025. That 7.15.0, of December, has the SDK of a month before is an estimate from how often pulumi-aws updates it.
 */
const settings: readonly Setting[] = [
  {
    setting: 'sso_session',
    missing: [['0.0.0', '5.26.0']],
    unsure: [['5.26.0', '5.30.0']],
    knownBy: 'Releases up to 5.25 do not know it, those from 5.30 do.',
  },
  {
    setting: 'login_session',
    missing: [
      ['0.0.0', '6.83.3'],
      ['7.0.0', '7.12.0'],
    ],
    unsure: [
      ['6.83.3', '7.0.0'],
      ['7.12.0', '7.15.0'],
    ],
    knownBy: 'Releases up to 6.83.2, and of 7 up to 7.11, do not know it; those from 7.15 do.',
  },
]

type Range = readonly [string, string]

function isIn(version: string, ranges: readonly Range[]): boolean {
  return ranges.some(([from, to]) => compareVersions(version, from) >= 0 && compareVersions(version, to) < 0)
}

/** Whether a range holds a release of the major, or with `whole` every one. */
function holds(major: number, [from, to]: Range, whole: boolean): boolean {
  const [first, next] = [`${major}.0.0`, `${major + 1}.0.0`]
  return whole
    ? compareVersions(from, first) <= 0 && compareVersions(to, next) >= 0
    : compareVersions(from, next) < 0 && compareVersions(to, first) > 0
}

/** What the SDK in a release of pulumi-aws does not know, or may not. Empty where not even its major is known. */
export function sdkGaps(major: number | undefined, release: string | undefined): readonly SdkGap[] {
  if (major === undefined) return []
  return settings.flatMap(({ setting, missing, unsure, knownBy }) => {
    const plain = release?.split(/[-+]/, 1)[0]
    const sure =
      plain === undefined ? missing.some((range) => holds(major, range, true)) : isIn(plain, missing)
    const maybe =
      plain === undefined
        ? [...missing, ...unsure].some((range) => holds(major, range, false))
        : isIn(plain, unsure)
    return sure || maybe ? [{ setting, sure, knownBy }] : []
  })
}
