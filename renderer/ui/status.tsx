import { memo } from 'react'
import './marks.css'
import { classNames } from './class-names.ts'

/** Outlines that are distinguishable without colour, and a turning one. `code`: three dots; `denied`: a mark in a ring. */
export type StatusGlyph =
  'valid' | 'expiring' | 'expired' | 'rejected' | 'problem' | 'unknown' | 'checking' | 'code' | 'denied'

export interface StatusLook {
  readonly glyph: StatusGlyph
  readonly words: string
  readonly tone: 'plain' | 'amber' | 'red' | 'dim' | 'accent'
  /** For `expiring`: the remaining share of an hour, 0 to 1. */
  readonly share?: number
  /** The tooltip, if the words are not everything. */
  readonly title?: string
}

function pie(share: number): string {
  const part = Math.min(0.999, Math.max(0.02, share))
  const angle = part * 2 * Math.PI
  const x = 8 + 4 * Math.sin(angle)
  const y = 8 - 4 * Math.cos(angle)
  return `M8 8V4A4 4 0 ${part > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}Z`
}

const ring = { cx: 8, cy: 8, r: 6.4, fill: 'none', stroke: 'currentColor', strokeWidth: 1.4 }

const cut = { className: 'cut', fill: 'none', strokeWidth: 1.75, strokeLinecap: 'round' } as const

const Glyph = memo(function Glyph({
  glyph,
  share = 0,
}: {
  readonly glyph: StatusGlyph
  readonly share?: number
}) {
  switch (glyph) {
    case 'valid':
      return (
        <svg viewBox="0 0 16 16" className="tone-green" aria-hidden="true">
          <circle cx="8" cy="8" r="7" fill="currentColor" />
          <path {...cut} d="M5 8.3l2.1 2.1 4.1-4.3" />
        </svg>
      )
    case 'expiring':
      return (
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle {...ring} />
          <path d={pie(share)} fill="currentColor" />
        </svg>
      )
    case 'expired':
      return (
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle {...ring} />
          <path d="M5 8h6" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
        </svg>
      )
    case 'rejected':
      return (
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" />
          <path {...cut} d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" />
        </svg>
      )
    case 'problem':
      return (
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path
            d="M8 2 14.6 13.6H1.4z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
            strokeLinejoin="round"
          />
          <path d="M8 6.4v3.2M8 11.6v.1" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
        </svg>
      )
    case 'checking':
      return (
        <svg viewBox="0 0 16 16" className="spinner" aria-hidden="true">
          <circle {...ring} strokeDasharray="28 14" strokeLinecap="round" />
        </svg>
      )
    case 'code':
      return (
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle {...ring} />
          <path d="M5 8h.01M8 8h.01M11 8h.01" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" />
        </svg>
      )
    case 'denied':
      return (
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle {...ring} />
          <path d="M8 4.8v3.8M8 11h.01" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
        </svg>
      )
    case 'unknown':
      return (
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle {...ring} strokeDasharray="2.4 2.6" strokeLinecap="round" />
        </svg>
      )
  }
})

/** A status: glyph, colour and always words. */
export function Status({ look, className }: { readonly look: StatusLook; readonly className?: string }) {
  return (
    <span
      className={classNames('status', look.tone !== 'plain' && look.tone, className)}
      title={look.title ?? look.words}
    >
      <Glyph glyph={look.glyph} {...(look.share === undefined ? {} : { share: look.share })} />
      <span className="truncate">{look.words}</span>
    </span>
  )
}
