/** The mark and the name, at the top left. */
export function Brand() {
  return (
    <div className="brand">
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <rect className="brand-back" x="5" y="2.5" width="11.5" height="8" rx="2" />
        <rect className="brand-front" x="3" y="6.5" width="14" height="11" rx="2.5" />
        <path
          className="brand-tear"
          d="M12.5 9v6"
          strokeWidth="1.5"
          strokeDasharray="0 2.5"
          strokeLinecap="round"
        />
      </svg>
      <span className="brand-name">Stackpass</span>
    </div>
  )
}
