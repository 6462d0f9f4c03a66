using System.Text;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Workflows;

/// <summary>
/// What a query's text tells before it runs: the parameters it names and whether it only reads. The database has the
/// last word where it can be opened for reading only; this is what keeps the others.
/// </summary>
internal sealed class SqlQuery
{
    private static readonly HashSet<string> ReadingStarts = new(StringComparer.OrdinalIgnoreCase) { "SELECT", "WITH", "VALUES", "TABLE",
        "SHOW", "EXPLAIN", "DESCRIBE", "DESC" };

    private static readonly HashSet<string> ChangingWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "INSERT", "UPDATE", "DELETE", "MERGE", "UPSERT", "INTO", "CREATE", "ALTER", "DROP", "TRUNCATE", "GRANT", "REVOKE", "CALL", "EXEC",
        "EXECUTE", "COPY", "NEXTVAL", "SETVAL",
    };

    /// <summary>What SQL Server takes behind a query without a semicolon, and does not undo with the transaction (Transact-SQL
    /// reference).</summary>
    private static readonly HashSet<string> SqlServerWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "KILL", "SHUTDOWN", "COMMIT", "BACKUP", "RESTORE", "DBCC", "DENY", "RECONFIGURE", "BULK", "USE", "WAITFOR", "NEXT",
    };

    private readonly List<SqlToken> parameters = [];

    /// <param name="text">The query.</param>
    /// <param name="dialect">How it is read.</param>
    public SqlQuery(string text, SqlDialect dialect)
    {
        Text = text;
        Read(dialect);
    }

    /// <summary>As it was given.</summary>
    public string Text { get; }

    /// <summary>The parameters that it names, without the mark, each once (any case), in the order of their first use.</summary>
    public IReadOnlyList<string> Parameters { get; private set; } = [];

    /// <summary>How many statements it has.</summary>
    public int Statements { get; private set; }

    /// <summary>The word that makes it one that may change something, or null: it only reads.</summary>
    public string? ChangingWord { get; private set; }

    /// <summary>
    /// The text with parameters as the dialect writes them, and their names in the order in which they stand. A parameter of several values
    /// stands as several, with commas between them.
    /// </summary>
    /// <param name="dialect">How they are written.</param>
    /// <param name="names">The names for one that stands in the text; null: it has one value.</param>
    public (string Text, IReadOnlyList<string> Order) For(SqlDialect dialect, Func<string, IReadOnlyList<string>>? names = null)
    {
        var text = new StringBuilder(Text.Length);
        List<string> order = [];
        var from = 0;
        foreach (var parameter in parameters)
        {
            var name = Name(parameter);
            var each = names?.Invoke(name) ?? [name];
            order.AddRange(each);
            text.Append(Text, from, parameter.Start - from).AppendJoin(", ", each.Select(dialect.Parameter));
            from = parameter.Start + parameter.Length;
        }

        return (text.Append(Text, from, Text.Length - from).ToString(), order);
    }

    private void Read(SqlDialect dialect)
    {
        string? start = null;
        var begun = false;
        foreach (var token in new SqlScanner(Text, dialect).Tokens())
        {
            if (token.Kind == SqlTokenKind.Semicolon)
            {
                begun = false;
                continue;
            }

            if (!begun)
            {
                begun = true;
                Statements++;
                start = null;
            }

            if (token.Kind == SqlTokenKind.Parameter)
            {
                parameters.Add(token);
            }
            else if (token.Kind == SqlTokenKind.Word)
            {
                var word = Text.Substring(token.Start, token.Length);
                if (start is null)
                {
                    start = word;
                    ChangingWord ??= ReadingStarts.Contains(word) ? null : word;
                }
                else if (ChangingWords.Contains(word) || (dialect.Name == "sqlserver" && SqlServerWords.Contains(word))
                    || (word.Equals("ANALYZE", StringComparison.OrdinalIgnoreCase)
                        && start.Equals("EXPLAIN", StringComparison.OrdinalIgnoreCase)))
                {
                    ChangingWord ??= word;
                }
            }
        }

        Parameters = [.. parameters.Select(Name).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private string Name(SqlToken parameter) => Text.Substring(parameter.Start + 1, parameter.Length - 1);
}
