using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Declares a sort of database by its maker's ADO.NET driver, so that instances can be of it.</summary>
/// <remarks>The driver is loaded from its file when it is first needed, apart from all others; what it needs itself lies in the same
/// folder. It runs with your rights: declare only drivers that you trust.</remarks>
/// <example>
/// <code>$factory = 'DuckDB.NET.Data.DuckDBClientFactory'
/// New-BatchProvider duckdb -Assembly ./duckdb/DuckDB.NET.Data.dll -Factory $factory -Dialect duckdb</code>
/// <para>DuckDB by its provider package: its databases, and Parquet and CSV files as instances.</para>
/// </example>
/// <example>
/// <code>$factory = 'Snowflake.Data.Client.SnowflakeDbFactory'
/// New-BatchProvider snowflake -Assembly ./drivers/Snowflake.Data.dll -Factory $factory -Dialect snowflake -UserKey user</code>
/// <para>Another database by a driver in a folder of yours.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "BatchProvider", SupportsShouldProcess = true)]
[OutputType("NetBatch.Provider")]
public sealed class NewBatchProviderCommand : NetBatchCommand
{
    /// <summary>What instances call it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>The driver's assembly file.</summary>
    [Parameter(Mandatory = true)]
    public string Assembly { get; set; } = "";

    /// <summary>The type of its DbProviderFactory, with namespace.</summary>
    [Parameter(Mandatory = true)]
    public string Factory { get; set; } = "";

    /// <summary>How its SQL is written.</summary>
    [Parameter(Mandatory = true)]
    [ValidateSet("ansi", "duckdb", "mysql", "odbc", "postgresql", "snowflake", "sqlite", "sqlserver")]
    public string Dialect { get; set; } = "";

    /// <summary>The key of the user name in its connection string. Default 'User ID'.</summary>
    [Parameter]
    public string UserKey { get; set; } = "User ID";

    /// <summary>The key of the password. Default 'Password'.</summary>
    [Parameter]
    public string PasswordKey { get; set; } = "Password";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var declaration = new ProviderDeclaration(Name, this.FilePath(Assembly), Factory, Dialect, UserKey,
            PasswordKey);
        if (ShouldProcess(Name, "Declare the provider"))
        {
            Run(
                async (session, cut) =>
                {
                    await session.Host.Providers.SaveAsync(declaration, onlyNew: true, cut);
                    await session.WriteAsync(GetBatchProviderCommand.Shown(declaration));
                },
                Name);
        }
    }
}
