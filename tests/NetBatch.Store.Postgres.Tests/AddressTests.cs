using NetBatch.Store.Postgres;

namespace NetBatch.Store.Tests;

/// <summary>What may stand in an address, by libpq's form of it
/// (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS).</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("postgres://ann@db1/jobs", "db1", null, "jobs", "ann")]
    [InlineData("postgresql://db1.example.net:6432/jobs", "db1.example.net", 6432, "jobs", null)]
    [InlineData("POSTGRES://a%40b@[2001:db8::1]:5432/my%20jobs", "2001:db8::1", 5432, "my jobs", "a@b")]
    [InlineData("postgres://ann@localhost/jobs?host=/run/postgresql", "/run/postgresql", null, "jobs", "ann")]
    [InlineData("postgres:///jobs?host=/run/postgresql", "/run/postgresql", null, "jobs", null)]
    public void Parse_Address_IsReadAndWrittenAgain(string text, string host, int? port, string database, string? user)
    {
        var address = PostgresAddress.Parse(text);
        (address.Host, address.Port, address.Database, address.User).ShouldBe((host, port, database, user));
        PostgresAddress.Parse(address.ToString()).ShouldBe(address);
    }

    [Theory]
    [InlineData("postgres://ann:secret7@db1/jobs")]
    [InlineData("postgres://ann@db1/jobs?password=secret7")]
    [InlineData("postgres://ann@db1/jobs?sslpassword=secret7")]
    [InlineData("postgres://ann:secret7@more@db1/jobs")]
    [InlineData("postgres:/ann:secret7@db1/jobs")]
    [InlineData("mysql://ann:secret7@db1/jobs")]
    [InlineData("host=db1 user=ann password=secret7")]
    [InlineData("postgres://ann@db1:port/jobs")]
    [InlineData("postgres://ann@db1")]
    [InlineData("postgres:///jobs")]
    [InlineData("postgres://ann@db1/jobs/more")]
    [InlineData("postgres://ann@db1/jobs?sslmode=some")]
    [InlineData("postgres://ann@db1/jobs?host=db1,db2")]
    [InlineData("postgres://ann@db1/jobs?options=-csynchronous_commit%3Doff")]
    public void Parse_NoAddressOfAStore_IsRefusedWithARemedyAndNoSecret(string text)
    {
        var refused = Should.Throw<NetBatchException>(() => PostgresAddress.Parse(text));
        refused.Code.ShouldBe(ErrorCode.InvalidArgument);
        refused.Remedy.ShouldNotBeNullOrEmpty();
        (refused.Message + refused.Remedy).ShouldNotContain("secret7");
    }

    [Theory]
    [InlineData("postgres://ann@db1/jobs", "VerifyFull")]
    [InlineData("postgres://ann@127.0.0.1/jobs", "Prefer")]
    [InlineData("postgres://ann@localhost/jobs", "Prefer")]
    [InlineData("postgres://ann@db1/jobs?sslmode=require", "Require")]
    public void Tls_OfAnotherMachine_IsVerifiedUnlessSomethingElseIsAskedForByName(string text, string mode) =>
        new Npgsql.NpgsqlConnectionStringBuilder(PostgresAddress.Parse(text).ConnectionString).SslMode.ToString().ShouldBe(mode);
}
