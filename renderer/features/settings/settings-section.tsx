import { Check } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { Notice } from '../../ui/notice.tsx'
import type { Saving } from './use-save-setting.ts'

/** One part of the settings: what it is about at the left, the controls at the right, and how saving went. */
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
        {error !== undefined && (
          <Notice tone="red" strong={error.message} assertive>
            {[error.reason, error.remedy].filter(Boolean).join(' ')}
          </Notice>
        )}
        {children}
      </div>
    </section>
  )
}
