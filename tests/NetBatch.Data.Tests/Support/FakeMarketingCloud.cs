using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NetBatch.Data.Tests.Support;

/// <summary>A local server that answers as the public reference of Amazon Marketing Cloud's reporting says; downloads lie at another
/// authority.</summary>
internal sealed class FakeMarketingCloud : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeMarketingCloud(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public string Elsewhere => app.Urls.Last();

    /// <summary>What is told at each poll, in order; the last one from then on.</summary>
    public IReadOnlyList<string> States { get; set; } = ["PENDING", "RUNNING", "SUCCEEDED"];

    /// <summary>How often a submission is answered with 429 before it is taken.</summary>
    public int Busy { get; set; }

    /// <summary>Polls that are answered with 500.</summary>
    public int Broken { get; set; }

    /// <summary>After so many requests the token is no longer taken.</summary>
    public int TokenLasts { get; set; } = int.MaxValue;

    public IReadOnlyList<string> Files { get; set; } = ["campaign,spend,code,n\nspring,12.50,007,3\n\"a,b\",1e3,,4\n"];

    public ConcurrentQueue<JsonElement> Bodies { get; } = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    public static async Task<FakeMarketingCloud> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Urls.Add("http://127.0.0.1:0");
        var server = new FakeMarketingCloud(app);
        server.Map();
        await app.StartAsync();
        return server;
    }

    public string Connection =>
        $"InstanceId=amc1;AdvertiserId=ENTITY1;MarketplaceId=ATVPDKIKX0DER;Client=amzn1.app@supplied:client;Url={Url};TokenUrl="
            + $"{Url}/auth/o2/token";

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private void Map()
    {
        var tokens = 0;
        var used = 0;
        var polls = 0;
        app.MapPost("/auth/o2/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            Calls.Enqueue("token");
            if (form["grant_type"] != "refresh_token" || form["client_id"] != "amzn1.app" || form["client_secret"] != "client-word"
                || form["refresh_token"] != "Atzr-refresh")
            {
                return Results.Json(new { error = "invalid_grant", error_description = $"no: {form["refresh_token"]}" }, statusCode: 400);
            }

            used = 0;
            return Results.Json(new { access_token = $"Atza-{++tokens}", token_type = "bearer", expires_in = 3600 });
        });
        var amc = app.MapGroup("/amc/reporting/amc1").AddEndpointFilter(async (context, next) =>
        {
            var headers = context.HttpContext.Request.Headers;
            var known = headers.Authorization == $"Bearer Atza-{tokens}" && ++used <= TokenLasts
                && headers["Amazon-Advertising-API-ClientId"] == "amzn1.app" && headers["Amazon-Advertising-API-AdvertiserId"] == "ENTITY1"
                && headers["Amazon-Advertising-API-MarketplaceId"] == "ATVPDKIKX0DER";
            return known ? await next(context) : Results.StatusCode(401);
        });
        amc.MapPost("/workflowExecutions", async (HttpRequest request) =>
        {
            Calls.Enqueue("submit");
            if (Busy-- > 0)
            {
                return Results.Json(new { code = "429", details = "Too many requests" }, statusCode: 429);
            }

            Bodies.Enqueue(JsonElement.Parse(await new StreamReader(request.Body).ReadToEndAsync()));
            return request.ContentType == "application/vnd.amcworkflowexecutions.v1+json"
                ? Results.Json(new { workflowExecutionId = "2b04 762b", status = "PENDING" }) : Results.StatusCode(415);
        });
        amc.MapGet("/workflowExecutions/{id}", (string id) =>
        {
            Calls.Enqueue("poll");
            return Broken-- > 0 ? Results.StatusCode(500)
                : id != "2b04 762b" ? Results.StatusCode(404)
                : Results.Json(new JsonObject { ["status"] = States[Math.Min(polls++, States.Count - 1)],
                    ["statusReason"] = "as the test says" });
        });
        amc.MapGet("/workflowExecutions/{id}/downloadUrls",
            () => Results.Json(new { downloadUrls = Files.Select((_, number) => $"{Elsewhere}/bucket/{number}?X-Amz-Signature=abc") }));
        amc.MapDelete("/workflowExecutions/{id}", () =>
        {
            Calls.Enqueue("cancel");
            return Results.Ok();
        });
        app.MapGet("/bucket/{number:int}", (int number, HttpRequest request) =>
            request.Headers.Authorization.Count > 0 ? Results.StatusCode(400) : Results.Text(Files[number], "text/csv"));
    }
}
