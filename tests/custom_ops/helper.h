// Of WordCount; other/ has a header of the same name.
inline bool IsSeparator(char c) { return c == ' ' || c == ',' || c == '.'; }
