// Bytes of a picture as an address that an <img> takes; given up when the picture goes.
import { useEffect, useMemo } from 'react';

export interface PictureBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
}

export function usePictureUrl(picture: PictureBytes | undefined): string | undefined {
  const url = useMemo(
    () => (picture ? URL.createObjectURL(new Blob([picture.bytes], { type: picture.mediaType })) : undefined),
    [picture],
  );
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url]);
  return url;
}
