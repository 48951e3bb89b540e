import { FileWarning } from 'lucide-react'
import type { FileStatus, FileProblemView, ProfileList } from '../../shared/contract/models.ts'
import { Button } from '../ui/button.tsx'
import { plural } from '../ui/plural.ts'
import { hasScreen } from './feature-registry.ts'
import './file-banner.css'
import { navigate } from './navigation.ts'
import { useProfileList } from './core-queries.ts'
import { reviewOperations } from './open-review.ts'

/** What keeps the AWS CLI from reading a file, first line first. */
export function whatStops(list: ProfileList, kind: FileStatus['kind']): readonly FileProblemView[] {
  return list.problems.filter(
    ({ file, severity, readers }) =>
      file === kind && severity === 'error' && (readers.length === 0 || readers.includes('aws-cli')),
  )
}

/** Shown on every screen while the AWS CLI cannot read one of the files at all: then no profile works there. */
export function FileBanner() {
  const list = useProfileList()
  const stopped = list?.files.filter((file) => file.stopsAwsCli === true) ?? []
  return (
    <>
      {stopped.map((file) => (
        <Banner
          key={file.kind}
          label={file.label}
          problems={list === undefined ? [] : whatStops(list, file.kind)}
        />
      ))}
    </>
  )
}

/** `The AWS CLI cannot read this file: a header …` without the part that the banner already says. */
const withoutLead = (message: string): string =>
  message.replace(/^The AWS CLI cannot read this file[^:]*: /, '')

function Banner({
  label,
  problems,
}: {
  readonly label: string
  readonly problems: readonly FileProblemView[]
}) {
  const [first, ...others] = problems
  const fix = first?.fix
  const line = first?.line
  const what = first === undefined ? undefined : withoutLead(first.message)
  return (
    <div className="file-banner" role="alert">
      <FileWarning aria-hidden="true" />
      <p>
        <b>The AWS CLI can’t read {label}.</b> {line !== undefined && `Line ${line}: `}
        {what !== undefined && `${what}. `}
        The AWS CLI works with no profile until this is repaired.
        {others.length > 0 && ` ${plural(others.length, 'more error')} may stop it after that.`}
      </p>
      {hasScreen('health') && (
        <Button size="tiny" onClick={() => navigate('health')}>
          {line === undefined ? 'Show in Health' : `Show line ${line}`}
        </Button>
      )}
      {fix !== undefined && (
        <Button size="tiny" onClick={() => reviewOperations([fix.operation])}>
          {fix.label}
        </Button>
      )}
    </div>
  )
}
