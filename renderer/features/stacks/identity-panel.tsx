import { Check, CornerDownRight, CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { Account } from '../../app/account.tsx'
import type { StackProblemView, StackDetail } from '../../../shared/contract/models.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { ago } from '../../app/format-time.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { navigate } from '../../app/navigation.ts'
import { useProfileSummary } from '../../app/core-queries.ts'
import { checking } from '../../app/verify-progress.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { FilePlace, GroupTag } from '../../ui/marks.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { Section } from '../../ui/panel-section.tsx'
import { useStore } from '../../ui/store.ts'
import { GuardIcon, verdictWords } from './account-guard.tsx'
import { FixAccount } from './fix-account.tsx'
import { TwinProposal } from './twin-proposal.tsx'
import { pinAccounts, changeStacks } from './plan-stacks.ts'
import { isWrong } from './stack-rows.ts'
import { useCheckAccounts } from './stack-queries.ts'
import './identity-panel.css'

const roleName = (arn: string) => arn.split('/').at(-1) ?? arn

function IdentityCard({ detail }: { readonly detail: StackDetail }) {
  const { summary, hops } = detail
  const profile = useProfileSummary(summary.profile)
  const colours = useGroupColours()
  const check = useCheckAccounts()
  const busy = useStore(checking).has(summary.profile ?? '')
  const wrong = summary.verdict === 'not-allowed' || summary.verdict === 'forbidden'
  // It does not reach its account, and asking AWS would not help.
  const canRun = summary.cannotRun === undefined
  const lastRole = hops.at(-1)?.roleArn
  const colour = profile?.group === undefined ? undefined : colours.get(profile.group)
  return (
    <div className={classNames('identity-card', wrong && 'wrong')} data-group-colour={colour ?? 'none'}>
      <div className="line">
        <span className="title wrap-anywhere grow">
          {lastRole === undefined ? (summary.profile ?? 'No profile') : roleName(lastRole)}
        </span>
        {profile?.group !== undefined && (
          <GroupTag name={profile.group} colour={colour} production={profile.production} />
        )}
      </div>
      <p className="line text-2">
        {summary.cannotRun !== undefined ? (
          <span className="tone-red">Cannot run. {summary.cannotRun}</span>
        ) : summary.account === undefined ? (
          `Account not known. ${summary.cannotCheck ?? ''}`.trim()
        ) : (
          <>
            <Account id={summary.account.id} alias={summary.account.alias} />
            {summary.account.unless !== undefined && (
              <span className="text-3 wrap-anywhere">
                unless {summary.account.unless.environments.join(', ')} sets {summary.account.unless.sets}
              </span>
            )}
          </>
        )}
      </p>
      <div className="identity-tear" aria-hidden="true" />
      <div className="line identity-verdict">
        <GuardIcon verdict={summary.verdict} />
        <span className={wrong ? 'tone-red medium' : undefined}>{verdictWords(summary.verdict)}</span>
        <span className="text-2">
          {summary.region ?? (summary.regionOpen === true ? 'region not known' : 'no region')}
        </span>
        <span className="grow" />
        {canRun && summary.verdict === 'unguarded' && summary.account !== undefined && (
          <Button size="tiny" onClick={() => void pinAccounts([summary])}>
            Pin account
          </Button>
        )}
        {canRun &&
          summary.account === undefined &&
          summary.cannotCheck === undefined &&
          profile !== undefined && (
            <Button size="tiny" busy={busy} onClick={() => void check([profile.name])}>
              Check
            </Button>
          )}
      </div>
    </div>
  )
}

type Candidate = StackDetail['credentials'][number]

const stateWords: Record<Candidate['state'], string> = {
  wins: 'Used',
  fails: 'Cannot be used',
  beaten: 'Not reached',
  absent: 'Not set',
  unknown: 'Not known',
}

/** An absent candidate has no value, although core names where it would be. */
const isThere = ({ state }: Candidate): boolean => state === 'wins' || state === 'fails' || state === 'beaten'

function Candidates({
  candidates,
  label,
}: {
  readonly candidates: readonly Candidate[]
  readonly label: string
}) {
  return (
    <ol className="candidates" aria-label={label}>
      {candidates.map((candidate, index) => (
        <li key={candidate.source} className={classNames('candidate', candidate.state)}>
          <span className="candidate-number" aria-hidden="true">
            {candidate.state === 'wins' ? <Check /> : index + 1}
          </span>
          <div className="grow">
            <div className="line">
              <span className={candidate.state === 'wins' ? 'strong' : 'text-2'}>{candidate.label}</span>
              <span className="grow" />
              <MiddleTruncate
                className={candidate.state === 'wins' ? 'medium' : 'text-3'}
                text={(isThere(candidate) ? candidate.value : undefined) ?? stateWords[candidate.state]}
              />
              <span className="visually-hidden">{stateWords[candidate.state]}</span>
            </div>
            <p className="meta text-3 wrap-anywhere">{candidate.why}</p>
            {candidate.state !== 'absent' && (
              <p className="meta">
                <FilePlace label={candidate.origin} line={candidate.line} />
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

const icons = {
  error: <CircleAlert className="tone-red" aria-hidden="true" />,
  warning: <TriangleAlert className="tone-amber" aria-hidden="true" />,
  info: <Info className="text-3" aria-hidden="true" />,
}

function Problem({ problem, detail }: { readonly problem: StackProblemView; readonly detail: StackDetail }) {
  const { fix } = problem
  const { project, stack, label } = detail.summary
  return (
    <li className="problem">
      {icons[problem.severity]}
      <div className="grow wrap-anywhere">
        <span className="visually-hidden">{problem.severity}: </span>
        <span className="medium">{problem.message}</span>
        <p className="meta text-2">{problem.reason}</p>
        <p className="meta">
          <FilePlace
            label={
              problem.file === 'stack' ? (label.split(/[\\/]/).at(-1) ?? label) : detail.project.projectFile
            }
            line={problem.line}
          />
        </p>
        {fix !== undefined && (
          <Button
            size="tiny"
            onClick={() =>
              void changeStacks({
                stacks: [{ project, stack }],
                operations: fix.operations,
                target: problem.file,
                done: fix.label,
              })
            }
          >
            {fix.label}
          </Button>
        )}
      </div>
    </li>
  )
}

const explained = new Set(['account-not-allowed', 'account-forbidden'])

/** The identity of `pulumi up` and why: the account, the candidates in order, what is unknown, and what is wrong. */
export function IdentityPanel({ detail }: { readonly detail: StackDetail }) {
  const now = useHalfMinute()
  const { summary, hops } = detail
  const at = summary.account?.at
  const wrong = isWrong(summary)
  // Errors come before the explanation, mere notes after it.
  // The wrong account is explained above, with its fix.
  const listed = detail.problems.filter(({ code }) => !wrong || !explained.has(code))
  const urgent = listed.some(({ severity }) => severity === 'error')
  const problems = listed.length > 0 && (
    <Section title="Problems">
      <ul>
        {listed.map((problem, index) => (
          <Problem key={`${problem.code}-${index}`} problem={problem} detail={detail} />
        ))}
      </ul>
    </Section>
  )
  return (
    <aside className="side-pane identity" data-pane tabIndex={-1} aria-label="Identity of the stack">
      <div className="panel-body">
        <Section
          title="pulumi up would run as"
          end={at === undefined ? 'not checked' : `checked ${ago(Date.parse(at), now)}`}
        >
          <IdentityCard detail={detail} />
          {wrong ? <FixAccount detail={detail} /> : <TwinProposal detail={detail} />}
          {summary.profile !== undefined && !wrong && (
            <button
              type="button"
              className="link section-link"
              onClick={() => navigate('profiles', summary.profile)}
            >
              Show profile {summary.profile}
            </button>
          )}
        </Section>
        {urgent && problems}
        <Section title="Why this identity">
          <Candidates candidates={detail.credentials} label="Credentials in their order" />
          {hops.map((hop, index) => (
            <p className="hop" key={`${index}\n${hop.roleArn ?? ''}`}>
              <CornerDownRight aria-hidden="true" />
              <span className="wrap-anywhere">
                Then {hop.kind === 'role' ? 'assumes' : 'takes, by web identity,'}{' '}
                <b className="medium">{hop.roleArn === undefined ? 'a role' : roleName(hop.roleArn)}</b>
                {hop.accountId !== undefined && (
                  <>
                    {' '}
                    in <Account id={hop.accountId} />
                  </>
                )}
              </span>
            </p>
          ))}
        </Section>
        {!urgent && problems}
        <Section title="Why this region">
          <Candidates candidates={detail.regions} label="Regions in their order" />
        </Section>
        {detail.unknowns.length > 0 && (
          <Section title="Not known from here">
            <ul>
              {detail.unknowns.map((unknown) => (
                <li key={unknown} className="text-2 not-known">
                  {unknown}
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </aside>
  )
}
