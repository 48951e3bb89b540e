import type { ProfileReaders } from '../../../shared/contract/models.ts'
import { answerInWords, labelOf } from '../../../shared/domain/aws/readers/same-answers.ts'
import { useMethod } from '../../app/method-query.ts'
import { codedError } from '../../app/transport.ts'
import { Skeleton } from '../../ui/marks.tsx'
import { Section } from '../../ui/panel-section.tsx'
import { Status, type StatusLook } from '../../ui/status.tsx'
import { useAtRest } from '../../ui/use-at-rest.ts'

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
      <p className="meta text-3">From your files and this environment. Verify asks AWS.</p>
    </>
  )
}

function inTotal({ answers, disagree }: ProfileReaders): string {
  if (answers.length === 1) return 'all the same'
  return disagree ? `${answers.length} answers` : 'the same identity'
}

/** Which credentials each program takes of this profile, and why. It is asked for once the cursor rests. */
export function ReadersSection({ name }: { readonly name: string }) {
  const atRest = useAtRest()
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
    </Section>
  )
}
