using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;

namespace NetBatch.Data.Tests.Providers;

/// <summary>What can be said of SQL Server's provider without a server.</summary>
public sealed class SqlServerProviderTests
{
    private readonly ProviderCatalog catalog = new();

    [Fact]
    public void Problems_SecretOrUnknownKey_IsNamed()
    {
        catalog.Problems([Instance("Server=erp;Password=hunter2")]).ShouldHaveSingleItem().Message.ShouldContain("holds no secret");
        catalog.Problems([Instance("Server=erp;Sort=none")]).ShouldHaveSingleItem().Message.ShouldContain("cannot be used");
        catalog.Problems([Instance("Server=erp;Database=erp;Encrypt=true")]).ShouldBeEmpty();
    }

    [Fact]
    public async Task OpenAsync_ProcessWithoutCultures_IsToldWhatToDo()
    {
        // That the driver is there and connects is tried in PowerShell, which has them.
        var instance = Instance("Server=tcp:127.0.0.1,1;Encrypt=false");

        var refused = await Should.ThrowAsync<NetBatchException>(() =>
            catalog.OpenAsync(instance, new TestSecrets(), DatabaseAccess.Read, TimeSpan.FromSeconds(10), default));

        refused.Code.ShouldBe(ErrorCode.ConnectFailed, refused.Message);
        refused.Remedy.ShouldNotBeNull().ShouldContain("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0");
    }

    private static DatabaseInstance Instance(string connection) =>
        new() { Id = "erp", Name = "erp", Provider = "sqlserver", Connection = connection };
}
