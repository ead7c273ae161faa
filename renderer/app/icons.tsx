// The mark of Groma: the surveyor's cross with its four plumb lines.
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M12 2.5v19M2.5 6h19" />
      <path d="M3.5 6v9M7.8 6v7M16.2 6v7M20.5 6v9" />
      <path
        d="M2.6 15.2h1.8L3.5 18zM6.9 13.2h1.8L7.8 16zM15.3 13.2h1.8l-.9 2.8zM19.6 15.2h1.8l-.9 2.8z"
        fill="currentColor"
        strokeWidth="0.8"
      />
    </svg>
  );
}
