using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace NetBatch.Store.Postgres;

/// <summary>A statement in PostgreSQL's words, and which of its values it uses.</summary>
internal sealed partial class Statement
{
    private static readonly ConcurrentDictionary<string, Statement> Known = new(StringComparer.Ordinal);
    private readonly HashSet<int> used;

    private Statement(string sql)
    {
        Text = Insensitive().Replace(Index().Replace(sql, ""), "lower($1 COLLATE \"C\")").Replace(" +state", " state",
            StringComparison.Ordinal);
        used = [.. Value().Matches(Text).Select(match => int.Parse(match.ValueSpan[1..], CultureInfo.InvariantCulture))];
    }

    public string Text { get; }

    public static Statement Of(string sql) => Known.GetOrAdd(sql, text => new Statement(text));

    public void Bind(NpgsqlParameterCollection parameters, ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            parameters.Add(values[index] switch
            {
                long number => new NpgsqlParameter<long> { TypedValue = number, NpgsqlDbType = NpgsqlDbType.Bigint },
                int number => new NpgsqlParameter<long> { TypedValue = number, NpgsqlDbType = NpgsqlDbType.Bigint },
                string text => new NpgsqlParameter<string> { TypedValue = Storable(text), NpgsqlDbType = NpgsqlDbType.Text },
                byte[] bytes => new NpgsqlParameter<byte[]> { TypedValue = bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
                // Its type is what stands beside it; one that is not used at all has nothing beside it.
                null => used.Contains(index + 1) ? new NpgsqlParameter { Value = DBNull.Value }
                    : new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                var other => throw new NotSupportedException($"{other.GetType().Name} is no value of a statement."),
            });
        }
    }

    /// <summary>A text that PostgreSQL takes: it has no U+0000 (https://www.postgresql.org/docs/current/datatype-character.html) and no
    /// halves of characters. Outputs are bytes and stay as they are.</summary>
    private static string Storable(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            text = text.Replace('\0', '\u2400');
        }

        return text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }

    [GeneratedRegex(@" (?:NOT INDEXED|INDEXED BY \w+)")]
    private static partial Regex Index();

    [GeneratedRegex(@"([\w.$]+) COLLATE NOCASE")]
    private static partial Regex Insensitive();

    [GeneratedRegex(@"\$\d+")]
    private static partial Regex Value();
}
