import { Check, Copy, Plus, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ProfileSummary } from '../../../../shared/contract/models.ts'
import { narrowingOf } from '../../../../shared/domain/leases/narrowing-of.ts'
import { leaseTimes, runCommand, type LeaseDraft } from '../../../../shared/domain/leases/run-command.ts'
import { copyText } from '../../../app/copy-text.ts'
import { useProfileList, useSnapshot } from '../../../app/core-queries.ts'
import { useMethod } from '../../../app/method-query.ts'
import { PickProfile, type PickPart } from '../../../app/pick-profile.tsx'
import { useVault } from '../../../app/vault.ts'
import { Button } from '../../../ui/button.tsx'
import { RadioLines } from '../../../ui/choice-lines.tsx'
import { TextField } from '../../../ui/field.tsx'
import { FilterTabs } from '../../../ui/filter-tabs.tsx'
import { Swatch } from '../../../ui/marks.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Popup } from '../../../ui/popup.tsx'
import { useStore } from '../../../ui/store.ts'
import { leaseDraft } from './agents-state.ts'
import { CopyBlock } from './copy-block.tsx'
import { useProfileColour } from './lease-card.tsx'

const times: Readonly<Record<LeaseDraft['time'], string>> = {
  '15m': '15 min',
  '30m': '30 min',
  '1h': '1 h',
  '4h': '4 h',
}

const set = (more: Partial<LeaseDraft>): void => leaseDraft.update((draft) => ({ ...draft, ...more }))

const allIn = (profiles: readonly ProfileSummary[]): readonly PickPart[] => [{ key: 'all', profiles }]

function Profiles({ chosen }: { readonly chosen: readonly string[] }) {
  const [open, setOpen] = useState(false)
  const colourOf = useProfileColour()
  const list = useProfileList()?.profiles
  const left = useMemo(() => (list ?? []).filter(({ name }) => !chosen.includes(name)), [list, chosen])
  return (
    <div className="field">
      <div className="field-label">
        <span id="lease-profiles">Profiles</span>
      </div>
      <div className="lease-chosen" role="group" aria-labelledby="lease-profiles">
        {chosen.map((name) => (
          <span key={name} className="chip">
            <Swatch colour={colourOf(name)} /> <span className="wrap-anywhere">{name}</span>
            <button
              type="button"
              className="chip-remove"
              aria-label={`Without ${name}`}
              onClick={() => set({ profiles: chosen.filter((one) => one !== name) })}
            >
              <X aria-hidden="true" />
            </button>
          </span>
        ))}
        <Popup
          open={open}
          onOpenChange={setOpen}
          label="Add a profile"
          align="start"
          trigger={
            <Button size="small" look="quiet" icon={<Plus aria-hidden="true" />}>
              Add a profile
            </Button>
          }
          content={
            <PickProfile
              label="Find a profile"
              profiles={left}
              partsOf={allIn}
              isCurrent={() => false}
              mark={() => null}
              onPick={({ name }) => {
                setOpen(false)
                set({ profiles: [...chosen, name] })
              }}
              foot="The agent gets these profiles and no others."
            />
          }
        />
      </div>
    </div>
  )
}

/** The role that has these rights, if one profile is chosen and its role is known. */
function fullOf(profiles: readonly ProfileSummary[]): string {
  const [first] = profiles
  const role = profiles.length === 1 ? first?.roleArn?.split('/').at(-1) : undefined
  return role === undefined ? 'Full rights' : `Full rights of ${role}`
}

function Rights({
  draft,
  profiles,
}: {
  readonly draft: LeaseDraft
  readonly profiles: readonly ProfileSummary[]
}) {
  const held = useVault()?.held
  const wide = profiles.filter(
    ({ name, kind }) =>
      narrowingOf(kind, held?.some(({ profile }) => profile === name) === true) === undefined,
  )
  return (
    <div className="field">
      <div className="field-label">Rights</div>
      <RadioLines
        label="Rights"
        value={draft.rights}
        onChange={(rights) => set({ rights })}
        options={[
          {
            value: 'read-only',
            label: 'Read-only',
            about: 'ReadOnlyAccess, and never more than the profile has',
          },
          { value: 'policy', label: 'A policy file', about: 'Never more than the profile has' },
          {
            value: 'full',
            label: <span className="tone-red medium">{fullOf(profiles)}</span>,
            about: 'All you can do, it can do',
          },
        ]}
      />
      {draft.rights === 'policy' && (
        <TextField
          label="File of the policy"
          mono
          value={draft.policy}
          onChange={(policy) => set({ policy })}
          placeholder="policy.json"
        />
      )}
      {draft.rights !== 'full' && wide.length > 0 && (
        <Notice tone="amber" strong={`Nothing can narrow ${wide.map(({ name }) => name).join(', ')}.`}>
          Only a role and the keys of a user take fewer rights. The command refuses, and names a profile of
          the same account that only reads, where there is one.
        </Notice>
      )}
    </div>
  )
}

function KeptApart({ platform }: { readonly platform: string }) {
  const { data } = useMethod('leases.agents', {}, { refetchOnMount: 'always' })
  if (data === undefined) return null
  if (data.noJail === undefined)
    return (
      <p className="lease-fact">
        <Check className="tone-green" aria-hidden="true" /> Jail: bubblewrap works here
      </p>
    )
  return (
    <>
      <p className="lease-fact">Fence: it could still read ~/.aws if it tried</p>
      <p className="meta text-3">
        {data.noJail}
        {platform === 'linux' && ' With it, the program runs in a jail.'}
      </p>
    </>
  )
}

/**
 * What an agent would get, as a command for the terminal. The page cannot start a lease: the process that starts a lease serves
 * it, and no message from a page may give a program credentials.
 */
export function StartLease() {
  const draft = useStore(leaseDraft)
  const list = useProfileList()?.profiles
  const platform = useSnapshot()?.platform ?? 'linux'
  const profiles = (list ?? []).filter(({ name }) => draft.profiles.includes(name))
  const command = runCommand(draft, platform)
  return (
    <div className="panel-body lease-start" tabIndex={-1}>
      <div className="panel-head">
        <h2 className="title">Start a lease</h2>
        <p className="text-2">An agent gets these profiles and no others.</p>
      </div>
      <div className="lease-form">
        <TextField
          label="Program"
          mono
          value={draft.program}
          onChange={(program) => set({ program })}
          placeholder="claude"
        />
        <Profiles chosen={draft.profiles} />
        <Rights draft={draft} profiles={profiles} />
        <div className="field">
          <div className="field-label">Ends after</div>
          <FilterTabs
            label="Ends after"
            tabs={leaseTimes.map((time) => ({ value: time, label: times[time] }))}
            value={draft.time}
            onChange={(time) => set({ time })}
          />
        </div>
        <div className="field">
          <div className="field-label">Kept apart by</div>
          <KeptApart platform={platform} />
        </div>
      </div>
      <div className="lease-foot">
        <Button
          look="primary"
          className="panel-primary"
          icon={<Copy aria-hidden="true" />}
          off={command === undefined}
          onClick={() => command !== undefined && void copyText(command, 'command')}
        >
          Copy command
        </Button>
        {command === undefined ? (
          <p className="meta text-3">Name the program and at least one profile.</p>
        ) : (
          <CopyBlock text={command} what="command" wraps />
        )}
        <p className="meta text-3">
          Run it in a terminal, in the folder of the agent. It ends with its program.
        </p>
      </div>
    </div>
  )
}
