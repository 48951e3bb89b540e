import { sectionRange } from '../../../shared/domain/aws/edit/delete.ts'
import { allSectionsOf } from '../../../shared/domain/aws/lookup.ts'
import { markersOf } from '../../../shared/domain/aws/markers/markers.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import type { KnownProfile } from '../../../shared/domain/organisation/types.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { fingerprintOfMade, type MadeWith } from '../../state/made-profiles.ts'
import { isLegacy, plainStartUrl, type OrganisationSession } from './session-of.ts'

/** What we write into a profile; everything else in one is the user's. */
const madeKeys: ReadonlySet<string> = new Set(['sso_session', 'sso_account_id', 'sso_role_name', 'region'])

/** The comments that would be removed with the profile. */
function hasComments({ config: { document } }: AwsView, name: string): boolean {
  if (document === undefined) return false
  const markers = markersOf(document)
  return allSectionsOf(document, name, 'profile').some((section) => {
    const before = document.sections[document.sections.indexOf(section) - 1]
    const { start, end } = sectionRange(document, section, before?.bodyStart ?? document.bodyStart, markers)
    return /(?:^|[ \t])[#;]/m.test(document.text.slice(start, end))
  })
}

/** What is not ours in a profile that we made, as a sentence; undefined where there is nothing. */
export function ownPartOf(view: AwsView, profile: MergedProfile): string | undefined {
  if (profile.credentialsLine !== undefined) return `It is also in ${view.credentials.label}.`
  const own = [...profile.settings.keys()].filter((key) => !madeKeys.has(key))
  if (own.length > 0) return `It has settings of your own: ${own.join(', ')}.`
  return hasComments(view, profile.name) ? 'It has a comment of your own.' : undefined
}

/**
 * The profiles that lead to accounts and roles of an organisation by this session: those that name it, and legacy ones with
 * its start URL.
 */
export function knownProfiles(
  view: AwsView,
  session: OrganisationSession,
  made: ReadonlyMap<string, MadeWith>,
): KnownProfile[] {
  const found: KnownProfile[] = []
  const portal = plainStartUrl(session.startUrl)
  for (const profile of view.profiles.values()) {
    const accountId = profile.value('sso_account_id') ?? ''
    const roleName = profile.value('sso_role_name') ?? ''
    if (accountId === '' || roleName === '') continue
    const legacy = isLegacy(profile) && plainStartUrl(profile.value('sso_start_url') ?? '') === portal
    if (!legacy && (session.name === undefined || profile.value('sso_session') !== session.name)) continue
    const { name } = profile
    const configFile = view.config.path
    const ours = made.get(
      fingerprintOfMade({ configFile, startUrl: session.startUrl, accountId, roleName, name }),
    )
    found.push({
      name,
      accountId,
      roleName,
      ...(legacy && { legacy }),
      ...(ours !== undefined && { made: ours }),
    })
  }
  return found
}
