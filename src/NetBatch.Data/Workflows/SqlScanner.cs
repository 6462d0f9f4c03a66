using NetBatch.Data.Providers;

namespace NetBatch.Data.Workflows;

/// <summary>A word, a parameter or a mark of a query; strings, quoted identifiers and comments are passed over.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length);

internal enum SqlTokenKind
{
    Word,
    Parameter,
    Semicolon,
    /// <summary>A quoted identifier, a string, a number: something that is there and is no word.</summary>
    Other,
}

/// <summary>Finds the words and parameters of a query, as the dialect reads strings, quotes and comments.</summary>
internal sealed class SqlScanner(string text, SqlDialect dialect)
{
    private int at;

    public IEnumerable<SqlToken> Tokens()
    {
        while (at < text.Length)
        {
            var start = at;
            if (Next() is { } kind)
            {
                yield return new SqlToken(kind, start, at - start);
            }
        }
    }

    private SqlTokenKind? Next()
    {
        var mark = text[at];
        if (char.IsWhiteSpace(mark))
        {
            at++;
            return null;
        }

        if (Comment())
        {
            return null;
        }

        switch (mark)
        {
            case ';':
                at++;
                return SqlTokenKind.Semicolon;
            case '\'':
                Quoted('\'', dialect.BackslashEscapes);
                return SqlTokenKind.Other;
            case '[' when dialect.IdentifierQuotes.Contains('[', StringComparison.Ordinal):
                Quoted(']', false);
                return SqlTokenKind.Other;
            case '"' or '`' when dialect.IdentifierQuotes.Contains(mark, StringComparison.Ordinal):
                // MySQL's double quotes are strings unless told otherwise, with its escapes.
                Quoted(mark, mark == '"' && dialect.MySqlComments);
                return SqlTokenKind.Other;
            case '$' when dialect.DollarQuotes && DollarQuoted():
                return SqlTokenKind.Other;
            case '@':
                return At();
        }

        if (!IsWordStart(mark))
        {
            at++;
            return char.IsAsciiDigit(mark) ? SqlTokenKind.Other : null;
        }

        // E'..' is PostgreSQL's string with escapes; its prefix is one letter that stands alone.
        if (mark is 'e' or 'E' && dialect.DollarQuotes && Peek(1) == '\'')
        {
            at++;
            Quoted('\'', true);
            return SqlTokenKind.Other;
        }

        while (at < text.Length && IsWord(text[at]))
        {
            at++;
        }

        return SqlTokenKind.Word;
    }

    private SqlTokenKind? At()
    {
        var start = at;
        while (at < text.Length && text[at] == '@')
        {
            at++;
        }

        // '@@rowcount' is the server's own, '@>' and '@-5' are operators.
        var isParameter = at - start == 1 && at < text.Length && IsWordStart(text[at]);
        while (at < text.Length && IsWord(text[at]) && (isParameter || at - start > 1))
        {
            at++;
        }

        return isParameter ? SqlTokenKind.Parameter : SqlTokenKind.Other;
    }

    private bool Comment()
    {
        var line = (Ahead("--") && (!dialect.MySqlComments || char.IsWhiteSpace(Peek(2)) || Peek(2) == '\0'))
            || (dialect.MySqlComments && text[at] == '#');
        if (line)
        {
            var end = text.AsSpan(at).IndexOfAny('\r', '\n');
            at = end < 0 ? text.Length : at + end;
            return true;
        }

        if (!Ahead("/*"))
        {
            return false;
        }

        if (dialect.MySqlComments && Peek(2) is '!' or 'M')
        {
            // Code for servers of some version: what stands in it is read as what it is.
            at += 3;
            return true;
        }

        at += 2;
        for (var depth = 1; depth > 0 && at < text.Length;)
        {
            if (Ahead("*/"))
            {
                depth--;
                at += 2;
            }
            else if (dialect.NestedComments && Ahead("/*"))
            {
                depth++;
                at += 2;
            }
            else
            {
                at++;
            }
        }

        return true;
    }

    /// <summary>Goes behind a quoted piece; the closing mark twice stands for itself.</summary>
    private void Quoted(char close, bool backslash)
    {
        for (at++; at < text.Length; at++)
        {
            if (backslash && text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == close)
            {
                if (Peek(1) != close)
                {
                    at++;
                    return;
                }

                at++;
            }
        }

        at = text.Length;
    }

    private bool DollarQuoted()
    {
        var end = at + 1;
        while (end < text.Length && IsWord(text[end]) && text[end] != '$')
        {
            end++;
        }

        if (end >= text.Length || text[end] != '$' || (end > at + 1 && char.IsAsciiDigit(text[at + 1])))
        {
            return false;
        }

        var tag = text[at..(end + 1)];
        var close = text.IndexOf(tag, end + 1, StringComparison.Ordinal);
        at = close < 0 ? text.Length : close + tag.Length;
        return true;
    }

    private bool Ahead(string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private char Peek(int by) => at + by < text.Length ? text[at + by] : '\0';

    private static bool IsWordStart(char mark) => char.IsLetter(mark) || mark == '_';

    private static bool IsWord(char mark) => char.IsLetterOrDigit(mark) || mark is '_' or '$';
}
