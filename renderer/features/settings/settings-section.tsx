import { Check } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { Skeleton } from '../../ui/marks.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import type { Saving } from './use-save-setting.ts'

/** One part of the settings: description on the left, controls on the right, and the result of saving. */
export function SettingsSection({
  title,
  about,
  saving,
  children,
}: {
  readonly title: string
  readonly about?: ReactNode
  readonly saving?: Saving
  readonly children: ReactNode
}) {
  const id = useId()
  const error = saving?.error
  return (
    <section className="settings-part" aria-labelledby={id}>
      <div className="settings-about">
        <h2 id={id} className="strong">
          {title}
        </h2>
        {about !== undefined && <p className="meta text-3">{about}</p>}
        <p className="settings-saved meta tone-green" role="status">
          {saving?.saved === true && (
            <>
              <Check aria-hidden="true" /> Saved
            </>
          )}
        </p>
      </div>
      <div className="settings-controls">
        {error !== undefined && <ErrorNotice error={error} assertive />}
        {children}
      </div>
    </section>
  )
}

/** Shown in a section until its data has loaded. `label` says what is loading. */
export function SettingsLoading({ label }: { readonly label: string }) {
  return (
    <div className="settings-loading" role="group" aria-busy="true" aria-label={label}>
      <Skeleton width="40%" />
      <Skeleton width="70%" />
    </div>
  )
}
