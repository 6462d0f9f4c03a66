using System.Net;
using System.Net.Sockets;
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
    public async Task OpenAsync_NobodyListens_IsConnectionRefused()
    {
        // Bound and not listening: nobody else can take the port meanwhile.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var instance = Instance($"Server=tcp:127.0.0.1,{((IPEndPoint)taken.LocalEndPoint!).Port};Encrypt=false");

        var refused = await Should.ThrowAsync<NetBatchException>(() =>
            catalog.OpenAsync(instance, new TestSecrets(), DatabaseAccess.Read, TimeSpan.FromSeconds(10), default));

        refused.Code.ShouldBe(ErrorCode.ConnectionRefused, refused.Message);
    }

    private static DatabaseInstance Instance(string connection) =>
        new() { Id = "erp", Name = "erp", Provider = "sqlserver", Connection = connection };
}
