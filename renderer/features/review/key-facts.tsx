import { Check, CircleX, TriangleAlert } from 'lucide-react'
import { Account } from '../../app/account.tsx'
import type { VerifyResult } from '../../../shared/contract/models.ts'
import { useProfileSummary } from '../../app/core-queries.ts'
import { Spinner } from '../../ui/spinner.tsx'
import { saysNo, type KeyCheck } from './use-key-check.ts'

const nameIn = (arn: string | undefined) => arn?.split(/[:/]/).at(-1)

function Works({ result }: { readonly result: VerifyResult }) {
  const summary = useProfileSummary(result.profile)
  // Do not compare with an account that only the name suggests.
  const before = summary?.accountFromName === true ? undefined : summary?.account
  const other = before !== undefined && before !== result.account
  return (
    <>
      <li>
        <Check className="tone-green" aria-hidden="true" />
        <div>
          <b className="medium">New key works</b>
          <p className="text-2 meta wrap-anywhere">
            AWS answered as {nameIn(result.arn) ?? result.profile}
            {result.account !== undefined && (
              <>
                {' '}
                in <Account id={result.account} />
              </>
            )}
            .
          </p>
        </div>
      </li>
      {other && (
        <li>
          <TriangleAlert className="tone-amber" aria-hidden="true" />
          <div>
            <b className="medium">Another account than before</b>
            <p className="text-2 meta">
              {result.profile} was in <Account id={before} />.
            </p>
          </div>
        </li>
      )}
    </>
  )
}

function Failed({ result }: { readonly result: VerifyResult }) {
  const { failure } = result
  const no = failure !== undefined && saysNo(failure.code)
  return (
    <li>
      {no ? (
        <CircleX className="tone-red" aria-hidden="true" />
      ) : (
        <TriangleAlert className="tone-amber" aria-hidden="true" />
      )}
      <div>
        <b className="medium">{no ? 'New key does not work' : 'New key was not checked'}</b>
        <p className="text-2 meta wrap-anywhere">
          {failure?.message} {failure?.remedy}
        </p>
      </div>
    </li>
  )
}

/** What AWS says about the new keys, one line for each profile. */
export function KeyFacts({ check }: { readonly check: KeyCheck }) {
  if (check.step === 'checking') {
    return (
      <li>
        <Spinner />
        <div>
          <b className="medium">Checking the new key</b>
          <p className="text-2 meta">You can save meanwhile.</p>
        </div>
      </li>
    )
  }
  return check.results.map((result) =>
    result.status === 'valid' ? (
      <Works key={result.profile} result={result} />
    ) : (
      <Failed key={result.profile} result={result} />
    ),
  )
}
