import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import type { StackDetail } from '../../../shared/contract/models.ts'
import { useMethod } from '../../app/method-query.ts'
import { review } from '../../app/open-review.ts'
import { ask } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { Popup } from '../../ui/popup.tsx'
import { setStackProfile } from './plan-stacks.ts'
import { ProfileChooser } from './profile-chooser.tsx'
import './fix-account.css'

/** Proposes a twin for a profile that Pulumi cannot use, if that would help: created and set in one change. */
export function TwinProposal({ detail: { summary } }: { readonly detail: StackDetail }) {
  const { profile, project, stack } = summary
  const named = profile !== undefined
  const { data } = useMethod(
    'profiles.readers',
    { names: named ? [profile] : [], repairs: true },
    { enabled: named },
  )
  const [choosing, setChoosing] = useState(false)
  const [readers] = data?.profiles ?? []
  const twin = readers?.twin
  if (profile === undefined || readers === undefined || twin?.for.includes('pulumi') !== true) return null
  const answer = readers.answers.find(({ tools }) => tools.includes('pulumi'))
  const there = twin.name
  const name = there ?? `${profile}-twin`
  const make = () =>
    review({
      plan: () => ask('bridges.planTwin', { profile, stacks: [{ project, stack }] }),
      done: `Made ${name} and set it for ${stack}`,
    })
  return (
    <div className="fix-account">
      <p>
        <b className="medium">Pulumi cannot use {profile}.</b> {answer?.why}
      </p>
      <p className="text-2">A twin gets the same credentials through Stackpass, which can ask you.</p>
      <div className="twin-pair">
        <div className="box">
          <MiddleTruncate className="medium" text={profile} />
          <span className="meta text-3">stays as it is</span>
        </div>
        <ArrowRight aria-hidden="true" />
        <div className="box">
          <MiddleTruncate className="medium" text={name} />
          <span className="meta text-3">
            {there === undefined ? 'works in every tool' : 'is there already'}
          </span>
        </div>
      </div>
      <div className="fix-actions">
        <Button
          look="primary"
          onClick={there === undefined ? make : () => void setStackProfile([summary], there)}
        >
          {there === undefined ? 'Make the twin and set it' : 'Set the twin'}
        </Button>
        <Popup
          label={`Set the profile of ${stack}`}
          open={choosing}
          onOpenChange={setChoosing}
          content={<ProfileChooser stacks={[summary]} close={() => setChoosing(false)} />}
          trigger={<Button>Other profile</Button>}
        />
      </div>
    </div>
  )
}
