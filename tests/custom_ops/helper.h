// Of WordCount; other/ has a header of the same name. A string that comes from Java ends with a zero byte.
inline bool IsSeparator(char c) { return c == ' ' || c == ',' || c == '.' || c == '\0'; }
