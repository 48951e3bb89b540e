import type { ProfileDetail } from '../../../shared/contract/models.ts'
import { answerInWords, sameAnswers } from '../../../shared/domain/aws/readers/same-answers.ts'
import { Section } from '../../ui/panel-section.tsx'
import { Status, type StatusLook } from '../../ui/status.tsx'

type Answer = ProfileDetail['readers']['awsCli']

function lookOf(answer: Answer): StatusLook {
  const words = answerInWords(answer)
  if (answer.works === 'unknown') return { glyph: 'unknown', words, tone: 'dim' }
  return answer.works
    ? { glyph: 'expiring', words, tone: 'plain', share: 0.5 }
    : { glyph: 'rejected', words, tone: 'red' }
}

/** Which credentials each program takes of this profile, and why. */
export function ReadersSection({ detail }: { readonly detail: ProfileDetail }) {
  const answers = sameAnswers(detail.readers)
  return (
    <Section
      title="What each tool uses"
      end={answers.length === 1 ? 'all the same' : `${answers.length} answers`}
    >
      <ul>
        {answers.map(({ label, answer }) => (
          <li key={label} className="reader-answer">
            <div className="line">
              <span className="medium grow">{label}</span>
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
    </Section>
  )
}
