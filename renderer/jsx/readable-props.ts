import { showHiddenLines } from '../../shared/domain/text/visible-text.ts'

/** Attributes that people read or hear. */
const readAttributes = [
  'title',
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'aria-roledescription',
  'alt',
  'placeholder',
] as const
/** The content of these is not made readable: a field shows its raw value, with a hint next to it. */
const rawElements = new Set<unknown>(['textarea', 'style', 'script'])

type Props = Readonly<Record<string, unknown>>

function readableChildren(children: unknown): unknown {
  if (typeof children === 'string') return showHiddenLines(children)
  if (!Array.isArray(children)) return children
  const items: readonly unknown[] = children
  return items.some((child) => typeof child === 'string' && showHiddenLines(child) !== child)
    ? items.map((child) => (typeof child === 'string' ? showHiddenLines(child) : child))
    : children
}

/**
 * The properties of an element with all texts made readable: no character of a name, value, path or message is invisible or
 * reorders others. All elements of the page go through this (`jsxImportSource`), so no screen can forget it.
 */
export function readableProps(type: unknown, props: Props): Props {
  if (rawElements.has(type)) return props
  let readable: Record<string, unknown> | undefined
  const put = (name: string, value: unknown): void => {
    if (value !== props[name]) (readable ??= { ...props })[name] = value
  }
  if (props['children'] !== undefined) put('children', readableChildren(props['children']))
  if (typeof type === 'string') {
    for (const name of readAttributes) {
      const text = props[name]
      if (typeof text === 'string') put(name, showHiddenLines(text))
    }
  }
  return readable ?? props
}
