import { CircleAlert, Clock3, Globe, KeyRound, LogIn, Terminal, UserCog, UserRound } from 'lucide-react'
import { Account } from '../../app/account.tsx'
import type { ChainStep, ProfileDetail } from '../../../shared/contract/models.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { Swatch } from '../../ui/marks.tsx'
import { Section } from '../../ui/panel-section.tsx'
import type { ProfileKind } from './profile-kinds.ts'
import { cursor } from './profile-list-state.ts'

const icons: Readonly<Record<ProfileKind, typeof KeyRound>> = {
  keys: KeyRound,
  session: Clock3,
  role: UserCog,
  sso: UserRound,
  process: Terminal,
  'web-identity': Globe,
  login: LogIn,
  incomplete: CircleAlert,
}

function Step({
  step,
  own,
  colour,
}: {
  readonly step: ChainStep
  readonly own: string
  readonly colour: string | undefined
}) {
  const known = useProfileList()?.profiles.some(({ name }) => name === step.profile) === true
  const Icon =
    step.problem !== undefined ? CircleAlert : step.kind === undefined ? KeyRound : icons[step.kind]
  const { profile } = step
  return (
    <li>
      <span className={step.problem === undefined ? 'node' : 'node tone-red'}>
        {profile === own && step.problem === undefined && colour !== undefined ? (
          <Swatch colour={colour} />
        ) : (
          <Icon aria-hidden="true" />
        )}
      </span>
      {profile !== undefined && (
        <div className="step wrap-anywhere">
          {profile !== own && known ? (
            <button type="button" className="link" onClick={() => cursor.set(profile)}>
              {profile}
            </button>
          ) : (
            profile
          )}
        </div>
      )}
      <p className={profile === undefined ? 'step' : 'meta text-3'}>
        {step.action}
        {step.account !== undefined && (
          <>
            , account <Account id={step.account} />
          </>
        )}
      </p>
      {step.problem !== undefined && <p className="meta tone-red">{step.problem}</p>}
    </li>
  )
}

/** Which profiles and roles lead to the credentials, first to last. */
export function SignInChain({ detail }: { readonly detail: ProfileDetail }) {
  const colours = useGroupColours()
  const { group, name } = detail.summary
  return (
    <Section title="How it signs in">
      <ol className="chain">
        {detail.chain.map((step, index) => (
          <Step
            key={index}
            step={step}
            own={name}
            colour={group === undefined ? undefined : colours.get(group)}
          />
        ))}
      </ol>
    </Section>
  )
}
