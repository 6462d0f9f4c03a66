using System.Data.Common;
using System.Globalization;
using MySqlConnector;
using NetBatch.Data.Comparing;

namespace NetBatch.Data.Providers;

/// <summary>
/// MySQL's values of which .NET has some only: decimals of 65 digits, and days of zeros (mariadb.com/kb/en/date), which stay the text that
/// they are.
/// </summary>
internal sealed class MySqlRowValues(DbDataReader reader) : RowValues(reader)
{
    public override RowType? TypeOf(int index) => Reader.GetDataTypeName(index) switch
    {
        "DATE" => RowType.Text,
        "DATETIME" or "TIMESTAMP" => RowType.Time,
        "DECIMAL" => RowType.Number,
        _ => base.TypeOf(index),
    };

    public override object? Value(int index) => Reader.IsDBNull(index) ? null : Reader.GetDataTypeName(index) switch
    {
        "DECIMAL" => Exact(Decimal(Reader, index)),
        _ => Reader.GetValue(index) is MySqlDateTime time ? Time(time, Reader.GetDataTypeName(index)) : Reader.GetValue(index),
    };

    /// <summary>A decimal as the text that the database writes.</summary>
    public static string Decimal(DbDataReader reader, int index) => ((MySqlDataReader)reader).GetMySqlDecimal(index).ToString();

    /// <summary>A day or time as its text; of a day of zeros, too.</summary>
    public static string Text(MySqlDateTime time, string type)
    {
        var day = string.Create(CultureInfo.InvariantCulture, $"{time.Year:0000}-{time.Month:00}-{time.Day:00}");
        var seconds = (time.Hour * 3600L) + (time.Minute * 60) + time.Second;
        return type == "DATE" ? day : $"{day} {IsoTime.TimeOfDay((seconds * 1_000_000_000) + (time.Microsecond * 1000L))}";
    }

    private static object Time(MySqlDateTime time, string type) =>
        type != "DATE" && time.IsValidDateTime ? time.GetDateTime() : Text(time, type);
}
