import { ChevronDown, CircleDot, CircleOff } from 'lucide-react'
import { useState } from 'react'
import { ProfileAccount } from './account.tsx'
import type { ProfileSummary } from '../../shared/contract/models.ts'
import { showHidden } from '../../shared/domain/text/visible-text.ts'
import { GroupTag } from '../ui/marks.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Popup } from '../ui/popup.tsx'
import { useHalfMinute, useSecond } from './clock.ts'
import { countdown, duration } from './format-time.ts'
import { useGroupColours } from './profile-groups.ts'
import './profile-pass.css'
import { PassAnnouncer } from './pass-announcer.tsx'
import { useActive, useProfileSummary } from './core-queries.ts'
import { isFine, statusOf } from './profile-status.ts'
import { useToolAnswers } from './tool-answers.ts'
import type { ToolRefusal } from './status-tool.ts'
import { late } from '../ui/late-part.tsx'

const PassSwitcher = late(
  () => import('./pass-switcher.tsx'),
  (module) => module.PassSwitcher,
)
const halfHour = 30 * 60_000

function TimeLeft({ endsAt }: { readonly endsAt: number }) {
  const left = endsAt - useSecond()
  if (left <= 0) {
    return (
      <span>
        <b>Ended</b>
        <small>renew it</small>
      </span>
    )
  }
  return (
    <span role="timer" aria-live="off">
      <b className={left < halfHour ? 'tone-amber' : undefined}>
        {left < halfHour ? countdown(left) : duration(left)}
      </b>
      <small>left</small>
    </span>
  )
}

/** Shown instead of a time when there is no reliable one. */
function PassTrouble({
  profile,
  refusal,
}: {
  readonly profile: ProfileSummary
  readonly refusal: ToolRefusal | undefined
}) {
  const { words, tone } = statusOf(profile, useHalfMinute(), false, refusal, profile.access)
  return (
    <span>
      <b className={tone === 'red' ? 'tone-red' : undefined}>{words}</b>
      <small>see its panel</small>
    </span>
  )
}

/** Whether the profile waits for a sign-in, a code or a permission; then the time since does not matter. */
function waits({ kind, access }: ProfileSummary): boolean {
  if (access?.kind === 'keysEnded') return kind !== 'session'
  return access?.kind === 'signIn' || access?.kind === 'needsCode' || access?.kind === 'needsPermission'
}

const noEnd = new Set(['keys', 'role', 'process', 'web-identity'])

/** The active profile on every screen: identity, account and time left. Opens the switcher. */
export function Pass() {
  const [open, setOpen] = useState(false)
  const active = useActive()
  const profile = useProfileSummary(active?.profile)
  const colours = useGroupColours()
  const { refusals } = useToolAnswers()
  const refusal = profile && refusals.get(profile.name)
  const endsAt = active?.expiresAt ?? profile?.expiresAt
  const switcher = <PassSwitcher close={() => setOpen(false)} />
  if (active?.profile === undefined) {
    return (
      <Popup
        label="Use another profile"
        open={open}
        onOpenChange={setOpen}
        content={switcher}
        trigger={
          <button type="button" className="pass none">
            <span className="pass-who">
              <span className="pass-name">No active profile</span>
              <span className="pass-where">New terminals use none</span>
            </span>
          </button>
        }
      />
    )
  }
  const region = active.region ?? profile?.region
  const colour = profile?.group === undefined ? undefined : colours.get(profile.group)
  return (
    <>
      <Popup
        label="Use another profile"
        open={open}
        onOpenChange={setOpen}
        content={switcher}
        trigger={
          <button type="button" className="pass" data-group-colour={colour ?? 'none'}>
            <span className="pass-who">
              <span className="pass-name">
                <span className="in-use">
                  {active.known ? <CircleDot aria-hidden="true" /> : <CircleOff aria-hidden="true" />}
                </span>
                <span className="visually-hidden">Active profile </span>
                <MiddleTruncate text={showHidden(active.profile)} />
                {profile?.group !== undefined && (
                  <GroupTag name={profile.group} colour={colour} production={profile.production} />
                )}
              </span>
              <span className="pass-where">
                {active.known ? (
                  <>
                    {profile !== undefined && <ProfileAccount profile={profile} />}
                    <span>{region ?? 'no region'}</span>
                  </>
                ) : (
                  <span className="tone-red">Not in your files any more</span>
                )}
              </span>
            </span>
            <span className="pass-tear" aria-hidden="true" />
            <span className="pass-time">
              {profile !== undefined && waits(profile) ? (
                <PassTrouble profile={profile} refusal={refusal} />
              ) : endsAt !== undefined ? (
                <TimeLeft endsAt={Date.parse(endsAt)} />
              ) : profile !== undefined && !isFine(profile, refusal) ? (
                <PassTrouble profile={profile} refusal={refusal} />
              ) : profile?.access?.kind === 'works' && profile.access.renews !== undefined ? (
                <span>
                  <b>Renews</b>
                  <small>by itself</small>
                </span>
              ) : profile !== undefined && noEnd.has(profile.kind) ? (
                <span>
                  <b>{profile.kind === 'keys' ? 'Keys' : 'Renews'}</b>
                  <small>{profile.kind === 'keys' ? 'no end' : 'by itself'}</small>
                </span>
              ) : (
                <span>
                  <b>–</b>
                  <small>unknown</small>
                </span>
              )}
              <ChevronDown aria-hidden="true" />
            </span>
          </button>
        }
      />
      {endsAt !== undefined && !(profile !== undefined && waits(profile)) && (
        <PassAnnouncer name={active.profile} endsAt={Date.parse(endsAt)} />
      )}
    </>
  )
}
