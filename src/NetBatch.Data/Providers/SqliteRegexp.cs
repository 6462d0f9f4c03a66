using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NetBatch.Data.Providers;

/// <summary>
/// <c>regexp(pattern, text)</c>, which SQLite leaves to the application (sqlite.org/lang_expr.html#regexp). Below the driver, whose own
/// reading of a text ends at a zero byte, and whose bytes are of the file's encoding.
/// </summary>
internal static class SqliteRegexp
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    public static void AddTo(SqliteConnection connection)
    {
        ConcurrentDictionary<string, Regex> patterns = new(StringComparer.Ordinal);
        raw.sqlite3_create_function(connection.Handle, "regexp", 2, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, Matches);

        void Matches(sqlite3_context context, object data, sqlite3_value[] values)
        {
            if (raw.sqlite3_value_type(values[0]) == raw.SQLITE_NULL || raw.sqlite3_value_type(values[1]) == raw.SQLITE_NULL)
            {
                raw.sqlite3_result_null(context);
                return;
            }

            try
            {
                var regex = patterns.GetOrAdd(Text(values[0]), static one => new Regex(one, RegexOptions.CultureInvariant, MatchTimeout));
                raw.sqlite3_result_int(context, regex.IsMatch(Text(values[1])) ? 1 : 0);
            }
            catch (Exception problem) when (problem is ArgumentException or RegexMatchTimeoutException)
            {
                raw.sqlite3_result_error(context, problem.Message);
            }
        }
    }

    // Asked for as text it becomes UTF-8, of which the bytes are all there (sqlite.org/c3ref/value_blob.html).
    private static string Text(sqlite3_value value)
    {
        raw.sqlite3_value_text(value);
        return Encoding.UTF8.GetString(raw.sqlite3_value_blob(value));
    }
}
