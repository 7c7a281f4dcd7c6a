// Lucene 9's side of bench_search.py: indexing and searching the texts that it wrote, one process each.
//
// index TEXTS INDEX STOP          TEXTS: a record a line, section number, title and body between tabs
// query INDEX QUERIES STOP ROUNDS WARM   QUERIES: class and query in the classic parser's syntax between tabs
//
// STOP is `stop` for the French analyser as it comes, `all` for one without stop words. Prints JSON lines.

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;

public class BenchLucene {
    static final int THREADS = 2;
    static final int TOP = 20;

    static Analyzer analyzer(String stop) {
        return stop.equals("stop") ? new FrenchAnalyzer() : new FrenchAnalyzer(CharArraySet.EMPTY_SET);
    }

    static double processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    static long peakKib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return 0;
    }

    static void index(String texts, String folder, String stop) throws Exception {
        List<String> lines = Files.readAllLines(Path.of(texts), StandardCharsets.UTF_8);
        long before = peakKib();
        double used = processor();
        long start = System.nanoTime();
        IndexWriterConfig config = new IndexWriterConfig(analyzer(stop));
        config.setRAMBufferSizeMB(1024);
        try (FSDirectory directory = FSDirectory.open(Path.of(folder));
                IndexWriter writer = new IndexWriter(directory, config)) {
            AtomicInteger next = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                Thread thread = new Thread(() -> {
                    try {
                        int i;
                        while ((i = next.getAndIncrement()) < lines.size()) {
                            String line = lines.get(i);
                            int first = line.indexOf('\t');
                            int second = line.indexOf('\t', first + 1);
                            Document document = new Document();
                            document.add(new NumericDocValuesField("ordinal", i));
                            document.add(new NumericDocValuesField(
                                    "section", Long.parseLong(line.substring(0, first))));
                            document.add(new TextField("title", line.substring(first + 1, second), Field.Store.NO));
                            document.add(new TextField("body", line.substring(second + 1), Field.Store.NO));
                            writer.addDocument(document);
                        }
                    } catch (IOException e) {
                        throw new RuntimeException(e);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            writer.commit();
        }
        System.out.printf(
                Locale.ROOT,
                "{\"seconds\": %.3f, \"processor\": %.3f, \"before_kib\": %d, \"version\": \"%s\"}%n",
                (System.nanoTime() - start) / 1e9,
                processor() - used,
                before,
                Version.LATEST);
    }

    /** Counts the matching records by section. */
    static final class Facets extends SimpleCollector {
        final long[] counts = new long[64];
        private NumericDocValues sections;

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            sections = DocValues.getNumeric(context.reader(), "section");
        }

        @Override
        public void collect(int doc) throws IOException {
            if (sections.advanceExact(doc)) {
                counts[(int) sections.longValue()]++;
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }

    static final class Answer {
        long total;
        TopDocs top;
        long[] facets;
    }

    static Answer ask(IndexSearcher searcher, Analyzer analyzer, String kind, String text) throws Exception {
        Query query = new QueryParser("body", analyzer).parse(text);
        TopScoreDocCollector best = TopScoreDocCollector.create(TOP, Integer.MAX_VALUE);
        Answer answer = new Answer();
        Collector collector = best;
        Facets facets = null;
        if (kind.equals("facets")) {
            facets = new Facets();
            collector = MultiCollector.wrap(best, facets);
        }
        searcher.search(query, collector);
        answer.top = best.topDocs();
        answer.total = answer.top.totalHits.value;
        answer.facets = facets == null ? null : facets.counts;
        return answer;
    }

    static void query(String folder, String file, String stop, int rounds, int warm) throws Exception {
        List<String> lines = Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
        Analyzer analyzer = analyzer(stop);
        double[][] times = new double[lines.size()][rounds];
        double[][] used = new double[lines.size()][rounds];
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        Answer[] answers = new Answer[lines.size()];
        try (FSDirectory directory = FSDirectory.open(Path.of(folder));
                DirectoryReader reader = DirectoryReader.open(directory)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            // So that no query is answered from a cache of results.
            searcher.setQueryCache(null);
            for (int round = -warm; round < rounds; round++) {
                for (int i = 0; i < times.length; i++) {
                    String[] cells = lines.get(i).split("\t");
                    long start = System.nanoTime();
                    long processor = thread.getCurrentThreadCpuTime();
                    Answer answer = ask(searcher, analyzer, cells[0], cells[1]);
                    processor = thread.getCurrentThreadCpuTime() - processor;
                    double taken = (System.nanoTime() - start) / 1e6;
                    if (round >= 0) {
                        used[i][round] = processor / 1e6;
                        times[i][round] = taken;
                    }
                    answers[i] = answer;
                }
            }
            for (int i = 0; i < times.length; i++) {
                StringBuilder top = new StringBuilder();
                for (ScoreDoc hit : answers[i].top.scoreDocs) {
                    LeafReaderContext leaf = reader.leaves().get(
                            org.apache.lucene.index.ReaderUtil.subIndex(hit.doc, reader.leaves()));
                    NumericDocValues ordinals = DocValues.getNumeric(leaf.reader(), "ordinal");
                    ordinals.advanceExact(hit.doc - leaf.docBase);
                    top.append(top.length() == 0 ? "" : ", ").append(ordinals.longValue());
                }
                StringBuilder facets = new StringBuilder();
                if (answers[i].facets != null) {
                    for (int s = 0; s < answers[i].facets.length; s++) {
                        if (answers[i].facets[s] > 0) {
                            facets.append(facets.length() == 0 ? "" : ", ");
                            facets.append('"').append(s).append("\": ").append(answers[i].facets[s]);
                        }
                    }
                }
                Arrays.sort(times[i]);
                Arrays.sort(used[i]);
                System.out.printf(
                        Locale.ROOT,
                        "{\"count\": %d, \"median_ms\": %.5f, \"processor_ms\": %.5f, \"top\": [%s], \"facets\": {%s}}%n",
                        answers[i].total,
                        times[i][rounds / 2],
                        used[i][rounds / 2],
                        top,
                        facets);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("index")) {
            index(args[1], args[2], args[3]);
        } else {
            query(args[1], args[2], args[3], Integer.parseInt(args[4]), Integer.parseInt(args[5]));
        }
    }
}
