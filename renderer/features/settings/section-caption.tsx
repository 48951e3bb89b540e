import type { ReactNode } from 'react'

/** The visible name of a group of radio buttons, which have it as their label too. */
export function Caption({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <p className="settings-caption" aria-hidden="true">
        {title}
      </p>
      {children}
    </div>
  )
}
