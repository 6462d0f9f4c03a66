using System.Text.Json;
using NetBatch.Engine.Tests.Support;
using NetBatch.Testing;

namespace NetBatch.Engine.Tests.Templates;

/// <summary>Templates: what they are refused for, and what filling them in gives.</summary>
public sealed class TemplateTests
{
    private static readonly WorkCatalog Catalog = new([new FakeFleet(new FakeTime(), (_, _) => new Script())]);

    private const string Vlan = """
        {
          "name": "vlan",
          "jobName": "vlan {id} at {site}",
          "parameters": [
            { "name": "id", "type": "wholeNumber", "required": true, "least": 2, "most": 4094, "help": "The VLAN." },
            { "name": "site", "required": true, "values": ["ams", "fra"] },
            { "name": "label", "default": "users", "pattern": "[a-z]+", "most": 10 },
            { "name": "extra", "type": "textList" },
            { "name": "save", "type": "switch" }
          ],
          "work": { "kind": "fake", "version": 1, "args": { "lines": ["vlan {id}", "name {label}-{id}", "{extra}", "unit 0 { family inet; } {3}", "{{id}"], "save": "{save}", "id": "{id}" } },
          "rules": { "batchSize": "1,100%" },
          "targets": { "names": ["{site}-*"], "labels": { "site": "{site}" } }
        }
        """;

    [Fact]
    public void Fill_AllTypes_GivesTheJob()
    {
        var filled = TemplateFill.Fill(JobTemplate.FromJson(Vlan),
            Values("""{"ID":"20","site":"ams","extra":["mtu 9000","shutdown"],"save":true}"""));

        filled.Spec.Name.ShouldBe("vlan 20 at ams");
        filled.Spec.Work.Args.GetRawText()
            .ShouldBe("""{"lines":["vlan 20","name users-20","mtu 9000","shutdown","unit 0 { family inet; } {3}","{id}"],"save":true,"id":20}""");
        filled.Targets!.Names.ShouldBe(["ams-*"]);
        filled.Targets.Labels["site"].ShouldBe("ams");
        filled.Spec.Rules.BatchSize.ShouldBe(BatchSize.Parse("1,100%"));
        filled.Spec.Rules.ConnectTimeout.ShouldBe(TimeSpan.FromSeconds(10), "what the form leaves out has its default");
    }

    [Fact]
    public void Fill_Pipelines_HavePlaceholdersToo()
    {
        var template = JobTemplate.FromFile("/defs/t.json", """
            {"name":"t","parameters":[{"name":"p","type":"textList"},{"name":"s"}],"work":{"kind":"fake","version":1,"args":{}},
             "pipelines":{"projects":["{p}","x*"],"files":["a.yaml","{s}/b.yaml"],"source":"{s}"}}
            """);
        var filled = TemplateFill.Fill(template, Values("""{"p":["one","two"]}"""));
        filled.ChoosesTargets.ShouldBeTrue();
        filled.Pipelines!.Projects.ShouldBe(["one", "two", "x*"]);
        filled.Pipelines.Files.ShouldBe([Path.GetFullPath("/defs/a.yaml"), "/b.yaml"]);
        filled.Pipelines.Source.ShouldBeNull("nothing was given for it");
        TemplateFill.HasOpenPipelines(template).ShouldBeTrue();
        JobTemplate.FromJson(template.ToJson()).ToJson().ShouldBe(template.ToJson());
    }

    [Fact]
    public void Fill_WhatIsNotGiven_IsLeftOut() =>
        TemplateFill.Fill(JobTemplate.FromJson(Vlan), Values("""{"id":20,"site":"ams"}""")).Spec.Work.Args.GetRawText()
            .ShouldBe("""{"lines":["vlan 20","name users-20","unit 0 { family inet; } {3}","{id}"],"id":20}""");

    [Theory]
    [InlineData("""{"site":"ams"}""", "needs the parameter 'id': The VLAN.")]
    [InlineData("""{"id":4095,"site":"ams"}""", "may be 2 to 4094")]
    [InlineData("""{"id":2.5,"site":"ams"}""", "no whole number")]
    [InlineData("""{"id":2,"site":"lon"}""", "may be ams, fra")]
    [InlineData("""{"id":2,"site":"ams","label":"a1"}""", "does not match [a-z]+")]
    [InlineData("""{"id":2,"site":"ams","label":"abcdefghijk"}""", "has 11 characters; it may have up to 10")]
    [InlineData("""{"id":2,"site":"ams","extra":["a\nreload"]}""", "line break")]
    [InlineData("""{"id":2,"site":"ams","colour":"red"}""", "no parameter 'colour'")]
    public void Fill_ValueThatMayNotBe_IsRefusedByName(string values, string message) =>
        Should.Throw<NetBatchException>(() => TemplateFill.Fill(JobTemplate.FromJson(Vlan), Values(values))).Message.ShouldContain(message);

    [Theory]
    [InlineData(""" "parameters":[], "work":{"kind":"fake","version":1,"args":{"line":"vlan {id}"}} """, "has {id} and no parameter")]
    [InlineData(""" "parameters":[{"name":"2x"}], "work":{"kind":"fake","version":1,"args":{}} """, "begins with a letter")]
    [InlineData(""" "parameters":[{"name":"x","pattern":"("}], "work":{"kind":"fake","version":1,"args":{}} """,
        "pattern of the parameter 'x'")]
    [InlineData(""" "parameters":[{"name":"x","type":"number","most":3,"default":4}], "work":{"kind":"fake","version":1,"args":{}} """,
        "Its default")]
    [InlineData(""" "parameters":[{"name":"x"},{"name":"X"}], "work":{"kind":"fake","version":1,"args":{}} """, "2 parameters named")]
    [InlineData(""" "pipelines":{"projects":["p"]}, "work":{"kind":"fake","version":1,"args":{}} """, "does not go through pipelines")]
    [InlineData(""" "pipelines":{"projects":["p{x}"]}, "work":{"kind":"fake","version":1,"args":{}} """, "has {x} and no parameter")]
    [InlineData(""" "rules":{"priority":101}, "work":{"kind":"fake","version":1,"args":{}} """, "Priority is 101")]
    [InlineData(""" "credential":{"source":"supplied","name":"login"}, "work":{"kind":"fake","version":1,"args":{}} """,
        "references to secrets only")]
    public void Problems_TemplateThatCannotBe_SaysWhy(string members, string message) =>
        TemplateFill.Problems(JobTemplate.FromJson($$"""{"name":"t",{{members}}}"""), Catalog)
            .ShouldContain(problem => problem.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void Problems_KindThatIsNotKnown_IsRefused() =>
        Should.Throw<NetBatchException>(() =>
            TemplateFill.Problems(JobTemplate.FromJson("""{"name":"t","work":{"kind":"nothing","version":1,"args":{}}}"""), Catalog))
            .Message.ShouldContain("no kind of work 'nothing'");

    [Theory]
    [InlineData("""{"name":"t","surprise":1,"work":{"kind":"fake","version":1,"args":{}}}""", ErrorCode.InvalidArgument)]
    [InlineData("""{"name":"t","schema":2,"work":{"kind":"fake","version":1,"args":{}}}""", ErrorCode.SpecNewer)]
    [InlineData("[]", ErrorCode.InvalidArgument)]
    [InlineData("{", ErrorCode.InvalidArgument)]
    public void FromJson_OtherForms_AreRefused(string json, ErrorCode code) =>
        Should.Throw<NetBatchException>(() => JobTemplate.FromJson(json)).Code.ShouldBe(code);

    [Fact]
    public void ToJson_IsReadTheSame()
    {
        var template = JobTemplate.FromJson(Vlan);
        JobTemplate.FromJson(template.ToJson()).ToJson().ShouldBe(template.ToJson());
    }

    private static Dictionary<string, JsonElement> Values(string json) =>
        JsonElement.Parse(json).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
}
