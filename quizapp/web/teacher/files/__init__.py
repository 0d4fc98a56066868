"""Files that wait to become banks: loaded, looked at, read otherwise, mended, and published or taken as drafts."""
