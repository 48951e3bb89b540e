import { FileCog, FileText } from 'lucide-react'
import { memo } from 'react'
import type { ProfileList } from '../../../shared/contract/models.ts'
import { clockTime } from '../../app/format-time.ts'
import { Keys } from '../../ui/key-caps.tsx'
import { clearFilters } from './profile-list-state.ts'
import { groupFilter } from '../../app/profile-groups.ts'

/** The files of the list and when they were read; with a filter, how much it hides. */
export const ListFoot = memo(function ListFoot({
  list,
  shown,
  total,
}: {
  readonly list: ProfileList
  readonly shown: number
  readonly total: number
}) {
  if (shown < total) {
    return (
      <div className="pane-foot">
        <span>
          {shown} shown, {total - shown} hidden by filter
        </span>
        <button
          type="button"
          className="link"
          onClick={() => {
            clearFilters()
            groupFilter.set(undefined)
          }}
        >
          Clear filter
        </button>
        <span className="grow" />
        <span className="line">
          <Keys keys={['Mod', 'A']} /> Select all {shown}
        </span>
      </div>
    )
  }
  const read = list.files.map((file) => Date.parse(file.readAt))
  return (
    <div className="pane-foot">
      {[...list.files].reverse().map((file) => (
        <span className="line" key={file.path} title={file.path}>
          {file.kind === 'config' ? (
            <FileCog aria-hidden="true" size={14} />
          ) : (
            <FileText aria-hidden="true" size={14} />
          )}
          {file.label}
          {file.state === 'missing' && ' (not there)'}
          {file.state === 'unreadable' && <span className="tone-red"> (unreadable)</span>}
        </span>
      ))}
      <span className="grow" />
      {read.length > 0 && <span>Read {clockTime(Math.max(...read))}, watching for changes</span>}
    </div>
  )
})
