import type { ComponentProps, ReactNode } from 'react'
import { RadioLines } from '../../ui/choice-lines.tsx'

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

/** One choice of several, under its name. */
export function RadioSetting<T extends string>(props: ComponentProps<typeof RadioLines<T>>) {
  return (
    <Caption title={props.label}>
      <RadioLines {...props} />
    </Caption>
  )
}
