using System;
using System.Linq;
using NUnit.Framework;
using SagTextures.Models;

namespace SagTextures.Tests.Models
{
    public class JsonReaderTests
    {
        [Test]
        public void What_is_read_is_written_again()
        {
            const string json = "{\"a\":[1,-2.5e3,true,false,null,{}],\"b\":\"\\u0001\\\"\\\\é😀\",\"c\":[]}";
            JsonValue value = JsonReader.Parse(" " + json.Replace(",", " ,\n\t") + " ");
            Assert.That(new JsonWriter().Value(value).ToString(), Is.EqualTo(json));
        }

        [Test]
        public void Escapes_are_read()
        {
            Assert.That(JsonReader.Parse("\"\\b\\f\\n\\r\\t\\/\\u00e9\"").Text, Is.EqualTo("\b\f\n\r\t/é"));
        }

        [TestCase("")]
        [TestCase("{")]
        [TestCase("[1,]")]
        [TestCase("[,1]")]
        [TestCase("{\"a\":1,}")]
        [TestCase("{\"a\" 1}")]
        [TestCase("{a:1}")]
        [TestCase("{\"a\":1,\"a\":2}")]
        [TestCase("01")]
        [TestCase("+1")]
        [TestCase(".5")]
        [TestCase("1.")]
        [TestCase("1e")]
        [TestCase("-")]
        [TestCase("nul")]
        [TestCase("NaN")]
        [TestCase("'a'")]
        [TestCase("\"a")]
        [TestCase("\"\\x\"")]
        [TestCase("\"\\u12\"")]
        [TestCase("\"\\u12g4\"")]
        [TestCase("\"\n\"")]
        [TestCase("1 2")]
        [TestCase("// comment\n1")]
        public void Refuses(string text)
        {
            Assert.That(() => JsonReader.Parse(text), Throws.TypeOf<FormatException>());
        }

        [Test]
        public void Refuses_nesting_that_would_exhaust_the_stack()
        {
            string deep = string.Concat(Enumerable.Repeat("[", 1_000_000));
            Assert.That(() => JsonReader.Parse(deep), Throws.TypeOf<FormatException>().With.Message.Contains("nested"));
        }
    }
}
