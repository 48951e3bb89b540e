import type { ProfileReaders } from '../../../shared/contract/models.ts'
import { answerInWords, labelOf } from '../../../shared/domain/aws/readers/same-answers.ts'
import { useMethod } from '../../app/method-query.ts'
import { reviewOperations } from '../../app/open-review.ts'
import { reviewTwin } from '../../app/review-twin.ts'
import { codedError } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/marks.tsx'
import { Section } from '../../ui/panel-section.tsx'
import { VerifiedAs } from './verified-as.tsx'
import { Status, type StatusLook } from '../../ui/status.tsx'
import { useKeysAtRest } from '../../ui/use-at-rest.ts'
import { cursor } from './profile-list-state.ts'

/** Longer than the time between typed letters, or between repeats of a held key. Milliseconds. */
const pause = 200

type Answer = ProfileReaders['answers'][number]

function lookOf(answer: Answer): StatusLook {
  const words = answerInWords(answer)
  if (answer.works === 'unknown') return { glyph: 'unknown', words, tone: 'dim' }
  return answer.works
    ? { glyph: 'expiring', words, tone: 'plain', share: 0.5 }
    : { glyph: 'rejected', words, tone: 'red' }
}

function Answers({ readers }: { readonly readers: ProfileReaders }) {
  return (
    <>
      <ul>
        {readers.answers.map((answer) => (
          <li key={answer.tools.join()} className="reader-answer">
            <div className="line">
              <span className="medium grow">{labelOf(answer.tools)}</span>
              <Status look={lookOf(answer)} />
            </div>
            <p className="meta text-2 wrap-anywhere">
              {answer.why}
              {answer.asks === 'mfa' && ' It asks for an MFA code.'}
              {answer.account !== undefined && ` Account ${answer.account}.`}
            </p>
          </li>
        ))}
      </ul>
      <WayOut readers={readers} />
      <p className="meta text-3">From your files and this environment. Verify asks AWS.</p>
    </>
  )
}

/** The change that makes tools agree, or a twin for those that cannot use the profile. */
function WayOut({ readers }: { readonly readers: ProfileReaders }) {
  const { name, agreement, twin } = readers
  if (agreement !== undefined) {
    const { label, operations, then } = agreement
    const one = operations.length === 1
    return (
      <div className="way-out">
        <p className="grow wrap-anywhere">
          <b>{one ? 'One line makes them agree.' : 'One change makes them agree.'}</b>
          <br />
          {label}. All tools then use {then}.
        </p>
        <Button
          size="tiny"
          onClick={() =>
            reviewOperations(operations, { done: `All tools use the same of ${name}`, summary: label })
          }
        >
          Review fix
        </Button>
      </div>
    )
  }
  if (twin === undefined) return null
  const tools = labelOf(twin.for)
  const twinName = twin.name
  return (
    <div className="way-out">
      <p className="grow wrap-anywhere">
        {twinName === undefined ? (
          <>
            <b>{tools} cannot use this profile.</b>
            <br />A twin can stand in: it asks Stackpass for these credentials.
          </>
        ) : (
          <>
            <b>{tools} can use the twin.</b>
            <br />
            {twinName} asks Stackpass for these credentials.
          </>
        )}
      </p>
      {twinName === undefined ? (
        <Button size="tiny" onClick={() => reviewTwin(name)}>
          Make a twin
        </Button>
      ) : (
        <Button size="tiny" onClick={() => cursor.set(twinName)}>
          Show it
        </Button>
      )}
    </div>
  )
}

function inTotal({ answers, disagree }: ProfileReaders): string {
  if (answers.every(({ works }) => works === false)) return 'none can use it'
  if (answers.length === 1) return 'all the same'
  return disagree ? `${answers.length} answers` : 'the same identity'
}

/** Which credentials each program uses from this profile, and why. Loads once the cursor rests. */
export function ReadersSection({ name }: { readonly name: string }) {
  const atRest = useKeysAtRest(pause)
  const { data, error } = useMethod('profiles.readers', { names: [name], repairs: true }, { enabled: atRest })
  const [readers] = data?.profiles ?? []
  return (
    <Section title="What each tool uses" end={readers && inTotal(readers)}>
      {readers !== undefined ? (
        <Answers readers={readers} />
      ) : error !== null ? (
        <p className="meta tone-red">{codedError(error).message}</p>
      ) : (
        <div aria-busy="true">
          <Skeleton width={200} />
        </div>
      )}
      <VerifiedAs name={name} />
    </Section>
  )
}
