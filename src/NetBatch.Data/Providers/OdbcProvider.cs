using System.Data.Common;
using System.Data.Odbc;
using System.Runtime.CompilerServices;

namespace NetBatch.Data.Providers;

/// <summary>Any database that has an ODBC driver on this machine, as SQL of the standard: workflows and custom queries, not the validators
/// of tables.</summary>
internal sealed class OdbcProvider() : DeclaredProvider(new ProviderDeclaration("odbc", "", "", "odbc", "UID", "PWD"))
{
    private protected override DbProviderFactory Load() => Factory();

    // In a method of its own: the assembly is loaded when this one is compiled, and not with the catalog.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static OdbcFactory Factory() => OdbcFactory.Instance;
}
