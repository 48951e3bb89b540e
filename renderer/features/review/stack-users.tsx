import { Layers } from 'lucide-react'
import { useMethod } from '../../app/method-query.ts'
import { useSettings } from '../../app/core-queries.ts'
import { plural } from '../../ui/plural.ts'

/** How many stacks use a profile with new keys; nothing if none is known. */
export function StackUsers({ profile }: { readonly profile: string }) {
  const folders = useSettings()?.stackFolders.length ?? 0
  const stacks = useMethod('stacks.using', { profile }, { enabled: folders > 0 }).data?.stacks
  if (stacks === undefined || stacks.length === 0) return null
  return (
    <li>
      <Layers className="text-3" aria-hidden="true" />
      <div>
        <b className="medium">
          {plural(stacks.length, 'stack')} {stacks.length === 1 ? 'uses' : 'use'} {profile}
        </b>
        <p className="text-2 meta">
          {stacks.length === 1 ? 'It uses' : 'They use'} the new key from{' '}
          {stacks.length === 1 ? 'its' : 'their'} next run.
        </p>
      </div>
    </li>
  )
}
