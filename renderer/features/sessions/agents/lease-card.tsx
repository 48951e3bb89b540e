import { Ban, Bot, Box, CircleAlert, Eye, Fence, FileText, Plug } from 'lucide-react'
import { useId, useState } from 'react'
import { narrowedByInWords, rightsInWords } from '../../../../shared/domain/leases/lease-words.ts'
import { Account } from '../../../app/account.tsx'
import { useProfileList } from '../../../app/core-queries.ts'
import { clockTime, duration } from '../../../app/format-time.ts'
import { navigate } from '../../../app/navigation.ts'
import { useGroupColours } from '../../../app/profile-groups.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Swatch } from '../../../ui/marks.tsx'
import { endLeases, type LeaseView } from './end-leases.ts'
import { apartWords, usedInWords } from './lease-words.ts'

type Leased = LeaseView['profiles'][number]

/** The colour of the group that a profile is in. */
export function useProfileColour(): (name: string) => string | undefined {
  const profiles = useProfileList()?.profiles
  const colours = useGroupColours()
  return (name) => {
    const group = profiles?.find((profile) => profile.name === name)?.group
    return group === undefined ? undefined : colours.get(group)
  }
}

/** How often it was used, with a link to its log entries. */
export function LeaseUse({ lease }: { readonly lease: LeaseView }) {
  const { id, used, refused } = lease
  if (used === 0 && refused === 0) return <span className="text-3">Not used</span>
  return (
    <button
      type="button"
      className="link"
      aria-label={`${usedInWords(lease)}, ${refused} refused: show the log of lease ${id}`}
      onClick={() => navigate('history', `log:lease:${id}`)}
    >
      {usedInWords(lease)}
      {refused > 0 && <span className="tone-red">, {refused} refused</span>}
    </button>
  )
}

function Rights({ rights }: { readonly rights: Leased['rights'] }) {
  const isFull = rights.kind === 'full'
  const Icon = isFull ? CircleAlert : rights.kind === 'policy' ? FileText : Eye
  return (
    <>
      <p className={classNames('lease-fact', isFull ? 'tone-red medium' : 'tone-green')}>
        <Icon aria-hidden="true" />
        <span className={isFull ? undefined : 'lease-plain'}>{rightsInWords(rights)}</span>
      </p>
      <p className="meta text-3">{narrowedByInWords(rights)}</p>
    </>
  )
}

const apartIcons = { jail: Box, fence: Fence, endpoint: Plug, nothing: Ban }

/** A running lease: who, until when, what it allows and what isolates it. */
export function LeaseCard({ lease, now }: { readonly lease: LeaseView; readonly now: number }) {
  const id = useId()
  const [busy, setBusy] = useState(false)
  const colourOf = useProfileColour()
  const apart = apartWords[lease.keptApart]
  const ApartIcon = apartIcons[lease.keptApart]
  const first = lease.profiles[0]
  const end = async (): Promise<void> => {
    setBusy(true)
    await endLeases([lease])
    setBusy(false)
  }
  return (
    <article
      className="lease"
      aria-labelledby={id}
      data-group-colour={(first && colourOf(first.name)) ?? 'none'}
    >
      <header className="lease-head">
        <div className="lease-who">
          <h3 id={id} className="lease-name">
            <Bot aria-hidden="true" />
            <span className="truncate">{lease.program}</span>
            <small className="text-3">lease {lease.id}</small>
          </h3>
          <p className="meta text-3 truncate" title={lease.folder}>
            <span className="mono">{lease.folder}</span>
            {lease.pid !== undefined && ` pid ${lease.pid}`}, since {clockTime(Date.parse(lease.startedAt))}
          </p>
        </div>
        <p className="lease-left">
          <b>{duration(Date.parse(lease.endsAt) - now)}</b>
          <small>left</small>
        </p>
        <Button
          size="small"
          busy={busy}
          aria-label={`End lease of ${lease.program}`}
          onClick={() => void end()}
        >
          End lease
        </Button>
      </header>
      {lease.profiles.map(({ name, rights, account }, index) => (
        <dl className="lease-facts" key={name}>
          <div>
            <dt>Profile</dt>
            <dd>
              <p className="lease-fact">
                <Swatch colour={colourOf(name)} /> <span className="wrap-anywhere">{name}</span>
              </p>
              {account !== undefined && (
                <p className="meta text-3">
                  <Account id={account} />
                </p>
              )}
            </dd>
          </div>
          <div>
            <dt>Rights</dt>
            <dd>
              <Rights rights={rights} />
            </dd>
          </div>
          {index === 0 && (
            <div>
              <dt>Kept apart by</dt>
              <dd>
                <p className="lease-fact">
                  <ApartIcon aria-hidden="true" /> {apart.word}
                </p>
                <p className="meta text-3">{apart.about}</p>
                <p className="meta lease-use">
                  <LeaseUse lease={lease} />
                </p>
              </dd>
            </div>
          )}
        </dl>
      ))}
    </article>
  )
}
