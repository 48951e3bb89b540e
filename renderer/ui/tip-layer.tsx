import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { Keys } from './key-caps.tsx'
import './tip.css'

const waitMs = 500
const gap = 6
const edge = 8

interface Tip {
  readonly text: string
  readonly keys: readonly string[]
  readonly at: DOMRect
}

function tipOf(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-tip]') ?? undefined) : undefined
}

/**
 * One tooltip for the page: elements with `data-tip` (and `data-tip-keys`, with blanks between) show it after half a
 * second under the pointer, or at once with keyboard focus. Esc, a press and leaving hide it. It only repeats the
 * element's name, so it is hidden from screen readers.
 */
export function TipLayer() {
  const [tip, setTip] = useState<Tip>()
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let current: HTMLElement | undefined
    const hide = () => {
      clearTimeout(timer)
      current = undefined
      setTip(undefined)
    }
    const show = (element: HTMLElement, afterMs: number) => {
      if (element === current) return
      clearTimeout(timer)
      current = element
      timer = setTimeout(() => {
        if (!element.isConnected) return
        const { tip: text = '', tipKeys = '' } = element.dataset
        setTip({ text, keys: tipKeys === '' ? [] : tipKeys.split(' '), at: element.getBoundingClientRect() })
      }, afterMs)
    }
    const onOver = (event: PointerEvent) => {
      const element = tipOf(event.target)
      if (element !== undefined) show(element, waitMs)
      else if (
        current !== undefined &&
        !(event.target instanceof Node && box.current?.contains(event.target))
      )
        hide()
    }
    const onFocus = (event: FocusEvent) => {
      const element = tipOf(event.target)
      if (element?.matches(':focus-visible') === true) show(element, 0)
      else if (current !== undefined) hide()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }
    const listeners: [string, (event: never) => void][] = [
      ['pointerover', onOver],
      ['focusin', onFocus],
      ['focusout', hide],
      ['pointerdown', hide],
      ['scroll', hide],
      ['keydown', onKey],
    ]
    for (const [type, listener] of listeners) document.addEventListener(type, listener as EventListener, true)
    return () => {
      clearTimeout(timer)
      for (const [type, listener] of listeners)
        document.removeEventListener(type, listener as EventListener, true)
    }
  }, [])

  if (tip === undefined) return null
  const below = tip.at.bottom + gap + 32 < window.innerHeight
  return createPortal(
    <div
      ref={(element) => {
        box.current = element
        if (element === null) return
        // Positioned once its width is known, so that it stays inside the window.
        const { width, height } = element.getBoundingClientRect()
        const middle = tip.at.left + tip.at.width / 2 - width / 2
        element.style.left = `${Math.max(edge, Math.min(middle, window.innerWidth - width - edge))}px`
        element.style.top = `${below ? tip.at.bottom + gap : tip.at.top - gap - height}px`
      }}
      className="tip"
      aria-hidden="true"
    >
      {tip.text}
      {tip.keys.length > 0 && <Keys keys={tip.keys} />}
    </div>,
    document.body,
  )
}
