import './button.css'

/** Three quarters of a turning ring; still under reduced motion. Needs words next to it. */
export function Spinner() {
  return (
    <svg className="spinner" viewBox="0 0 16 16" aria-hidden="true">
      <circle
        cx="8"
        cy="8"
        r="6.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeDasharray="28 14"
        strokeLinecap="round"
      />
    </svg>
  )
}
