import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { FileProblemView, ProfileDetail } from '../../../shared/contract/models.ts'
import { allFeatures } from '../../app/feature-registry.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { reviewOperations } from '../../app/open-review.ts'
import { Button } from '../../ui/button.tsx'
import { LayerBoundary } from '../../ui/layer-boundary.tsx'
import { FilePlace } from '../../ui/marks.tsx'
import { Section } from '../../ui/panel-section.tsx'
import { CredentialsSection } from './credentials-section.tsx'
import { cursor } from './profile-list-state.ts'
import { SettingsSection } from './profile-settings-section.tsx'
import { ReadersSection } from './readers-section.tsx'
import { SignInChain } from './sign-in-chain.tsx'

const icons = {
  error: <CircleAlert className="tone-red" aria-hidden="true" />,
  warning: <TriangleAlert className="tone-amber" aria-hidden="true" />,
  info: <Info className="text-3" aria-hidden="true" />,
}
const spoken = { error: 'Error: ', warning: 'Warning: ', info: '' }

function Problem({ problem }: { readonly problem: FileProblemView }) {
  const file = useProfileList()?.files.find(({ kind }) => kind === problem.file)
  const { fix } = problem
  return (
    <li className="problem">
      {icons[problem.severity]}
      <div className="grow wrap-anywhere">
        <span className="visually-hidden">{spoken[problem.severity]}</span>
        <span className="medium">{problem.message}</span>
        <p className="meta text-2">{problem.reason}</p>
        {file !== undefined && (
          <p className="meta">
            <FilePlace label={file.label} line={problem.line} />
          </p>
        )}
        {fix !== undefined && (
          <Button size="tiny" onClick={() => reviewOperations([fix.operation], { done: fix.label })}>
            {fix.label}
          </Button>
        )}
      </div>
    </li>
  )
}

function unseen(seenBy: ProfileDetail['seenBy']): string | undefined {
  if (!seenBy.awsCli && !seenBy.jsSdk) return 'Neither the AWS CLI nor the JavaScript SDK finds this profile.'
  if (!seenBy.awsCli) return 'The AWS CLI does not find this profile.'
  if (!seenBy.jsSdk) return 'The JavaScript SDK does not find this profile.'
  return undefined
}

/** Everything that is known about a profile, part by part. */
export function DetailSections({ detail }: { readonly detail: ProfileDetail }) {
  const notSeen = unseen(detail.seenBy)
  const referrers = detail.references
  return (
    <>
      {(detail.problems.length > 0 || notSeen !== undefined) && (
        <Section title="Problems">
          <ul>
            {detail.problems.map((problem, index) => (
              <Problem key={`${problem.code}-${index}`} problem={problem} />
            ))}
            {notSeen !== undefined && (
              <li className="problem">
                {icons.warning}
                <span className="grow">{notSeen}</span>
              </li>
            )}
          </ul>
        </Section>
      )}
      <ReadersSection name={detail.summary.name} />
      {detail.chain.length > 0 && <SignInChain detail={detail} />}
      <CredentialsSection detail={detail} />
      <SettingsSection detail={detail} />
      {referrers.length > 0 && (
        <Section title="Used by">
          <ul>
            {referrers.map(({ profile, key }) => (
              <li key={`${profile}\n${key}`} className="line">
                <button type="button" className="link wrap-anywhere" onClick={() => cursor.set(profile)}>
                  {profile}
                </button>
                <span className="text-3 mono">{key}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {allFeatures().map(
        ({ id, profileSection: Part }) =>
          Part !== undefined && (
            // A part that fails to load is left out alone, until there is something new to show.
            <LayerBoundary key={id} again={detail} onFailure={() => undefined}>
              <Part name={detail.summary.name} />
            </LayerBoundary>
          ),
      )}
    </>
  )
}
